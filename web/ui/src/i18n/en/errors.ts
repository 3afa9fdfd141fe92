/// Problems by their code, as people read them; what has no line here is shown as the API says it.
export default {
  title: "This did not work",
  retry: "Try again",
  trace: "Request {{trace}}",
  code: "Code {{code}}",
  codes: {
    unreachable: "The server does not answer. Check your network, or whether Aurora is running.",
    unauthenticated: "You are not signed in, or your session has ended.",
    wrong_credentials: "The name, the password or the code is wrong.",
    too_many_tries: "Too many tries. Wait a little, then try again.",
    forbidden: "Your role does not allow this.",
    sign_in_refused:
      "Your organisation's answer did not let you in. Ask an admin of Aurora whether your account is known here.",
    provider_unavailable: "Your organisation's sign-in does not answer now.",
    weak_password:
      "This password is too weak: it is short, or among the first that anybody would guess. Take a sentence.",
    last_admin: "Nobody takes the role of an admin from themselves.",
    user_exists: "There is a user with this name already.",
    changed_meanwhile: "Somebody else changed this in the meantime. Look again, then repeat it.",
    illegal_operation: "The state it is in now does not allow this.",
    csrf: "The page is out of date. Load it again.",
    not_found: "There is no such thing, or none that you may see.",
    not_ready: "The store or the broker cannot be used now.",
    store_unavailable: "The store does not answer now.",
    broker_unavailable: "The broker does not answer now.",
    internal_error: "Aurora could not answer. Its log says why.",
  },
};
