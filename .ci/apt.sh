# Shell functions around apt-get, for sourcing. They fail quietly where there is no apt-get or no root.

# apt_install PACKAGE...: install without a question and without starting a service.
apt_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    echo "Installing $* with apt-get"
    local log status=0
    log=$(mktemp)
    (
        keep_services_down
        apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "$@"
    ) >"$log" 2>&1 </dev/null || status=$?
    [ "$status" = 0 ] || tail -n 20 "$log" >&2
    rm -f "$log"
    return "$status"
}

# Debian starts a server as soon as it is installed; the tests start their own. Undone when the calling subshell ends.
keep_services_down() {
    local policy=/usr/sbin/policy-rc.d
    [ -e "$policy" ] && return
    trap "rm -f $policy" EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
}
