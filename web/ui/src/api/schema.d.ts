export interface paths {
    "/api/v1/about": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the versions of Aurora and of what it runs on. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AboutView"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what was done, newest first. */
        get: {
            parameters: {
                query?: {
                    action?: string | null;
                    actor?: string | null;
                    cursor?: string | null;
                    limit?: number;
                    target?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AuditPage"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Write what was done as lines of JSON, newest first, an entry a line, in as many pages as there are. */
        get: {
            parameters: {
                query?: {
                    action?: string | null;
                    actor?: string | null;
                    target?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-ndjson": string;
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/verdict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check that no entry was changed or removed. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AuditVerdict"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulk-operations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what was done to many runs at once, newest first. It is kept for a month. */
        get: {
            parameters: {
                query?: {
                    cursor?: string | null;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BulkPage"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        /**
         * Do one operation to every run that a filter finds and that you may operate on.
         * @description It goes on in the background, in another process when this one dies; `Location` tells how far it has come.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "filter": {
                     *         "graph": "etl",
                     *         "state": [
                     *           "failed"
                     *         ]
                     *       },
                     *       "kind": "retry",
                     *       "why": "the disk is mended"
                     *     }
                     */
                    "application/json": components["schemas"]["StartBulk"];
                };
            };
            responses: {
                /** @description Accepted */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BulkView"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulk-operations/{bulk_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bulk_id: string;
            };
            cookie?: never;
        };
        /** Read how far one has come: to how many runs it was done, how many refused it, and why. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    bulk_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BulkView"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulk-operations/{bulk_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bulk_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin no more runs. What has been done is not undone; one that has ended stays as it is. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    bulk_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BulkView"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow runs as server-sent events, live; with Last-Event-ID from that event on.
         * @description Each event has the id to go on after, a name (`run`, `node`, `progress`, `control`, `operation`, `deleted`) and
         *     JSON. `resync` says that something may have been missed: look at everything anew, and listen on.
         */
        get: {
            parameters: {
                query?: {
                    /** @description As the header Last-Event-ID, which counts if both are there. */
                    after?: string | null;
                    /** @description Everything of these runs. */
                    run?: string[];
                    /** @description Of every run that may be seen, what happens to it as such. */
                    runs?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": string;
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/graphs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the newest version of every graph, and how its last runs stand. */
        get: {
            parameters: {
                query?: {
                    /** @description Only these of each item, separated by commas. */
                    fields?: string | null;
                    /** @description How many of the last runs of each graph to name. */
                    recent?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["GraphsView"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        /**
         * Store a graph as the newest version of its name; an unchanged one keeps its version.
         * @description With `If-Match: "3"` only if version 3 is the newest, with `If-None-Match: *` only if there is none.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "definition": {
                     *         "aurora": 1,
                     *         "name": "hello",
                     *         "nodes": {
                     *           "greet": {
                     *             "handler": "aurora.echo",
                     *             "with": {
                     *               "value": 1
                     *             }
                     *           }
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Definition"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["GraphSummary"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/graphs/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        /** Read a graph with its definition; its ETag is the version. */
        get: {
            parameters: {
                query?: {
                    /** @description The newest without it. */
                    version?: number | null;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["GraphDetail"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/graphs/{name}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        /** Compare two versions of a graph, place by place. */
        get: {
            parameters: {
                query: {
                    after: number;
                    before: number;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DiffView"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/graphs/{name}/export": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        /** Write a graph as YAML, JSON or TOML, as it can be stored again. */
        get: {
            parameters: {
                query?: {
                    format?: "yaml" | "json" | "toml";
                    /** @description The newest without it. */
                    version?: number | null;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/graphs/{name}/grid": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        /** Read the states of all nodes in the last runs of a graph. */
        get: {
            parameters: {
                query?: {
                    /** @description Runs at most; fewer are shown of a large graph. */
                    limit?: number;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["GridView"];
                    };
                };
                /** @description Nothing has changed since the `If-None-Match`. */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/graphs/{name}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        /** List every version of a graph, newest first. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["GraphList"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/graphs/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check a definition and name everything that is wrong with it; nothing is stored. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "definition": {
                     *         "aurora": 1,
                     *         "name": "hello",
                     *         "nodes": {
                     *           "greet": {
                     *             "handler": "aurora.echo",
                     *             "with": {
                     *               "value": 1
                     *             }
                     *           }
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Definition"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ValidationView"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/handlers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the handlers that are known here, and those that workers serve. */
        get: {
            parameters: {
                query?: {
                    /** @description Only these of each item, separated by commas. */
                    fields?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["HandlerList"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/handlers/{handler}/try": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                handler: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Call a handler as the one node of a run with the label `aurora.try`; `Prefer: wait=SECONDS` for its result.
         * @description Arguments that it does not take are refused before anything is submitted.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    handler: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "arguments": {
                     *         "value": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TryHandler"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TryView"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether this process answers. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Liveness"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether store and broker answer. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Health"];
                    };
                };
                /** @description Service Unavailable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List one's own keys; an admin sees those of all. */
        get: {
            parameters: {
                query?: {
                    cursor?: string | null;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeyPage"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        /** Make a key; its secret is in the answer, and nowhere else ever after. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "projects": [
                     *         "shop"
                     *       ],
                     *       "role": "operator",
                     *       "title": "nightly import"
                     *     }
                     */
                    "application/json": components["schemas"]["NewKey"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["IssuedKey"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a key of one's own; an admin may revoke any. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    key_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find lines in all runs that may be seen, the newest first; a page looks at a bounded number of them.
         * @description So a page may be empty and `cursor` lead on to more.
         */
        get: {
            parameters: {
                query?: {
                    cursor?: string | null;
                    graph?: string | null;
                    handler?: string | null;
                    /** @description This one, and what is more serious. */
                    level?: ("DEBUG" | "INFO" | "WARNING" | "ERROR" | "CRITICAL") | null;
                    limit?: number;
                    /** @description The oldest first, or the newest. */
                    order?: "asc" | "desc";
                    /** @description Said at this time or later. */
                    since?: string | null;
                    /** @description What a line has to contain; case and colours do not matter. */
                    text?: string;
                    /** @description Said before this time. */
                    until?: string | null;
                    /** @description By its id. */
                    worker?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LogPage"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Compile a definition and explain its chains, chords, critical path and costs; nothing is stored. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "definition": {
                     *         "aurora": 1,
                     *         "name": "hello",
                     *         "nodes": {
                     *           "greet": {
                     *             "handler": "aurora.echo",
                     *             "with": {
                     *               "value": 1
                     *             }
                     *           }
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Definition"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PlanView"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        /** Explain the chains, chords, critical path and costs of a stored graph. */
        get: {
            parameters: {
                query?: {
                    /** @description The newest without it. */
                    version?: number | null;
                };
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PlanView"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the queues: how many messages wait, who takes them, and for how long nodes have been ready. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["QueueList"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queues/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        /** Read a queue. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["QueueView"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queues/{name}/purge": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Remove every message that waits in a queue.
         * @description Nodes are not lost: they stay ready, and are rung for again. Messages of other Celery tasks are gone for good.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "confirm": "aurora",
                     *       "why": "a million messages of a test"
                     *     }
                     */
                    "application/json": components["schemas"]["PurgeQueue"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PurgeView"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List runs, newest first. */
        get: {
            parameters: {
                query?: {
                    cursor?: string | null;
                    /** @description Only these of each item, separated by commas. */
                    fields?: string | null;
                    graph?: string | null;
                    /** @description name=JSON value; all of these. */
                    input?: string[];
                    /** @description name=value, or "a=b"=value if = is in the name; all of these. */
                    label?: string[];
                    limit?: number;
                    /** @description Created at this time or later. */
                    since?: string | null;
                    /** @description Any of these. */
                    state?: components["schemas"]["RunState"][];
                    /** @description The beginning of an id, or words of the graph's name, the key, labels, the error. */
                    text?: string | null;
                    /** @description Created before this time. */
                    until?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RunPage"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        /**
         * Start a run. When this answers, it is durable.
         * @description `Idempotency-Key: KEY` gives the same run for a day, whoever asks again. `Prefer: wait=SECONDS` answers when the
         *     run has ended, or after that time.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "graph": "etl",
                     *       "inputs": {
                     *         "path": "README.md"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SubmitRun"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RunSummary"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        /** Read a run with all its nodes; with `nodes=false` without them, which costs the same for any number. */
        get: {
            parameters: {
                query?: {
                    /** @description Whether to list the run's nodes. */
                    nodes?: "true" | "false";
                };
                header?: never;
                path: {
                    run_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RunDetail"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        /** Delete an ended run with its results, but for those that another run refers to. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    run_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        /**
         * Read an ended run with all that is its own, as lines of JSON that can be imported elsewhere.
         * @description 409 while it has not ended. An answer that breaks off, because the run was deleted meanwhile for instance, lacks
         *     the last line with the digest, and no import takes it.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    run_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-ndjson": string;
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        /** Read what the handlers of a run logged and printed, in the order of time. */
        get: {
            parameters: {
                query?: {
                    /** @description Of this try of each node. */
                    attempt?: number | null;
                    cursor?: string | null;
                    epoch?: number | null;
                    /** @description This one, and what is more serious. */
                    level?: ("DEBUG" | "INFO" | "WARNING" | "ERROR" | "CRITICAL") | null;
                    limit?: number;
                    /** @description Of this node, by its id. */
                    node?: string | null;
                    /** @description The oldest first, or the newest. */
                    order?: "asc" | "desc";
                    /** @description Said at this time or later. */
                    since?: string | null;
                    /** @description What a line has to contain; case and colours do not matter. */
                    text?: string;
                    /** @description Said before this time. */
                    until?: string | null;
                };
                header?: never;
                path: {
                    run_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RunLogPage"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/logs/raw": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        /** Read all of it as text: time, level, node and try, logger, and what was said. */
        get: {
            parameters: {
                query?: {
                    /** @description Of this try of each node. */
                    attempt?: number | null;
                    epoch?: number | null;
                    /** @description This one, and what is more serious. */
                    level?: ("DEBUG" | "INFO" | "WARNING" | "ERROR" | "CRITICAL") | null;
                    /** @description Of this node, by its id. */
                    node?: string | null;
                    /** @description Said at this time or later. */
                    since?: string | null;
                    /** @description What a line has to contain; case and colours do not matter. */
                    text?: string;
                    /** @description Said before this time. */
                    until?: string | null;
                };
                header?: never;
                path: {
                    run_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/logs/stream": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        /**
         * Follow what the handlers of a run say as server-sent events; without `after` from the beginning.
         * @description Each `line` is one item as pages have it, with the id to go on after in Last-Event-ID. Of one try they come in
         *     order; after a break some may come again. `resync` says that some may have been missed: read the pages anew,
         *     and listen on. `end` is the last: the run has ended, and all has been told.
         */
        get: {
            parameters: {
                query?: {
                    /** @description `follow` of a page; the header Last-Event-ID counts if both are there. */
                    after?: string | null;
                    /** @description Of this try of each node. */
                    attempt?: number | null;
                    epoch?: number | null;
                    /** @description This one, and what is more serious. */
                    level?: ("DEBUG" | "INFO" | "WARNING" | "ERROR" | "CRITICAL") | null;
                    /** @description Of this node, by its id. */
                    node?: string | null;
                    /** @description Said at this time or later. */
                    since?: string | null;
                    /** @description What a line has to contain; case and colours do not matter. */
                    text?: string;
                    /** @description Said before this time. */
                    until?: string | null;
                };
                header?: never;
                path: {
                    run_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": string;
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/nodes": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        /** List the nodes of a run in the order of its plan, those of some states only; a deep page costs no more. */
        get: {
            parameters: {
                query?: {
                    cursor?: string | null;
                    /** @description Only these of each item, separated by commas. */
                    fields?: string | null;
                    limit?: number;
                    /** @description Any of these. */
                    state?: components["schemas"]["NodeState"][];
                };
                header?: never;
                path: {
                    run_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NodePage"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/nodes/{node_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                node_id: string;
                run_id: string;
            };
            cookie?: never;
        };
        /** Read a node with its tries, its errors in full, and what it waits for. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    node_id: string;
                    run_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NodeDetail"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/nodes/{node_id}/arguments": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                node_id: string;
                run_id: string;
            };
            cookie?: never;
        };
        /** Read what a node's handler is given, once its predecessors have succeeded. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    node_id: string;
                    run_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NodeValues"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/nodes/{node_id}/result": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                node_id: string;
                run_id: string;
            };
            cookie?: never;
        };
        /** Read what a node returned. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    node_id: string;
                    run_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NodeValues"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/nodes/{node_id}/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                node_id: string;
                run_id: string;
            };
            cookie?: never;
        };
        /**
         * Say why a node does not run yet: its run, its predecessors, its retry, its workers, its queue.
         * @description Up to three workers are asked how they stand, for a second each.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    node_id: string;
                    run_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WaitingView"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/operations": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        /** List what was done to a run by whom and why, oldest first; of very many the last ones. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    run_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OperationList"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        /** Cancel, pause, resume, retry, rerun, skip, mark or delete; atomic, idempotent, and kept with who and why. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    run_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "kind": "cancel",
                     *       "why": "wrong input"
                     *     }
                     */
                    "application/json": components["schemas"]["OperateRun"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["EffectView"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        /** Read the nodes of a run and what each comes after, as they were compiled for it; it never changes. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    run_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RunPlan"];
                    };
                };
                /** @description The `If-None-Match` is that of this plan. */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/result": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        /** Read the outputs of a run; `Prefer: wait=SECONDS` waits for them. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    run_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RunResultView"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/states": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        /** Read the state of every node of a run, in the order of its plan. */
        get: {
            parameters: {
                query?: {
                    /** @description Whether to say when nodes began and ended. */
                    times?: "true" | "false";
                };
                header?: never;
                path: {
                    run_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RunStates"];
                    };
                };
                /** @description Nothing has changed since the `If-None-Match`. */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{run_id}/trace": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        /** Read when each node was ready, claimed and done, try by try, and the critical path that was taken. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    run_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RunTrace"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep every run of an archive, which is the body, as `application/x-ndjson`.
         * @description All or nothing: 422 names the line of one that is not whole and sound, 409 a run whose id another one has.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportView"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the names of secrets in projects in which one may write graphs, with when they were changed and by whom.
         * @description What they are is never shown.
         */
        get: {
            parameters: {
                query?: {
                    project?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SecretList"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/secrets/{project}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                project: string;
            };
            cookie?: never;
        };
        get?: never;
        /** Keep a secret of a project, in place of an older one; nodes that start from now on are given it. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                    project: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "value": "s3cret-of-the-bank"
                     *     }
                     */
                    "application/json": components["schemas"]["NewSecret"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SecretView"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        post?: never;
        /** Forget a secret. Nodes that refer to it fail from now on. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                    project: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read who is signed in, and what they may do. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionView"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        /** Sign in; the answer sets the session's cookie. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "name": "ada",
                     *       "password": "a long sentence is a good password"
                     *     }
                     */
                    "application/json": components["schemas"]["SignIn"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionView"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        /** Sign out. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List one's own sessions. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionList"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        /** End every other session of one's own. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/all/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one session of one's own, by the id that the list says. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    session_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/doors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How one signs in here: whether the first user has to be made, and whether there is an identity provider. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Doors"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/oidc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Send the browser to the identity provider; `return_to` is the page of ours to show in the end. */
        get: {
            parameters: {
                query?: {
                    return_to?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Found */
                302: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/oidc/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Take the browser back from the identity provider, start a session, and show the page that was asked for.
         * @description Whoever is not let in is shown the page to sign in at, with the reason's code as `refused`.
         */
        get: {
            parameters: {
                query?: {
                    code?: string;
                    error?: string;
                    iss?: string;
                    state?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Found */
                302: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change one's own password; every other session ends, and this one goes on under a new token. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "current": "the old one",
                     *       "new": "a long sentence is a good password"
                     *     }
                     */
                    "application/json": components["schemas"]["ChangePassword"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionView"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Turn the second factor on with a code of the seed; the recovery codes are shown this once. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "code": "123456",
                     *       "password": "my sentence",
                     *       "seed": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
                     *     }
                     */
                    "application/json": components["schemas"]["ConfirmFactor"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RecoveryCodes"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        /** Make a seed for an authenticator app; it counts once a code of it is confirmed. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "password": "a long sentence is a good password"
                     *     }
                     */
                    "application/json": components["schemas"]["BeginFactor"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FactorView"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/second-factor/removal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turn the second factor off, with the password and a code of the app or a recovery code. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "code": "123456",
                     *       "password": "a long sentence is a good password"
                     *     }
                     */
                    "application/json": components["schemas"]["RemoveFactor"];
                };
            };
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the first user, with the secret that Aurora printed when it started, and sign in. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "name": "ada",
                     *       "password": "a long sentence is good",
                     *       "secret": "aur_..."
                     *     }
                     */
                    "application/json": components["schemas"]["SetUp"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionView"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the settings of this process with their origins; secrets, also those in addresses, are hidden. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SettingsView"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count runs by state over time, and name the graphs that fail most. */
        get: {
            parameters: {
                query?: {
                    /** @description Into how many equal parts the time is cut. */
                    buckets?: number;
                    /** @description Created at this time or later; a day before `until`. */
                    since?: string | null;
                    /** @description Created before this time; now without it. */
                    until?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StatsView"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List users by name. */
        get: {
            parameters: {
                query?: {
                    cursor?: string | null;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UserPage"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        /** Make a user, who has to change the password at the first sign-in. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "grants": {
                     *         "*": "operator"
                     *       },
                     *       "name": "grace",
                     *       "password": "to be changed"
                     *     }
                     */
                    "application/json": components["schemas"]["NewUser"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UserView"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        /** Read a user. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UserView"];
                    };
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        /** Forget a user, with all sessions and keys. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        options?: never;
        head?: never;
        /** Change what a user may do, or disable them; their sessions end. */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "grants": {
                     *         "*": "viewer"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ChangeUser"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UserView"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        trace?: never;
    };
    "/api/v1/workers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the workers that live. */
        get: {
            parameters: {
                query?: {
                    /** @description Only these of each item, separated by commas. */
                    fields?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WorkerList"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workers/{worker_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                worker_id: string;
            };
            cookie?: never;
        };
        /**
         * Read a worker, and ask it how it stands: its pool, its queues, and the nodes that it has taken.
         * @description 504 when it does not answer within five seconds; `live=false` reads what it told the store, and asks nobody.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Whether the worker is asked how it stands. */
                    live?: "true" | "false";
                };
                header?: never;
                path: {
                    worker_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WorkerDetail"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workers/{worker_id}/orders": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                worker_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ping, grow or shrink a worker, change its queues or limits, drain it or shut it down.
         * @description 409 when it cannot; 504 when it does not answer within five seconds, and may still do it. Nothing of it
         *     outlives the worker.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    worker_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "kind": "drain",
                     *       "why": "the machine is to be renewed"
                     *     }
                     */
                    "application/json": components["schemas"]["OrderWorker"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OrderView"];
                    };
                };
                422: components["responses"]["UNPROCESSABLE_ENTITY"];
                default: components["responses"]["DEFAULT_ERROR"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * AboutView
         * @description Versions of this process, by name.
         */
        AboutView: {
            /** Versions */
            versions: {
                [key: string]: string;
            };
        };
        /**
         * AddConsumer
         * @description Take messages from a queue, too.
         */
        AddConsumer: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "add_consumer";
            /** Queue */
            queue: string;
            /**
             * Why
             * @description Kept in the audit log.
             * @default
             */
            why?: string;
        };
        /**
         * AttemptView
         * @description One try of a node that did not succeed, or that did in an earlier epoch.
         */
        AttemptView: {
            /** Epoch */
            epoch: number;
            error: components["schemas"]["FailureView"] | null;
            /** Finished */
            finished: string | null;
            /** Number */
            number: number;
            /** Started */
            started: string | null;
            /** Worker */
            worker: string | null;
        };
        /**
         * AuditPage
         * @description One page of the log, newest first.
         */
        AuditPage: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["AuditView"][];
        };
        /**
         * AuditVerdict
         * @description Whether the log is as it was written; otherwise the number of the first entry that is not.
         */
        AuditVerdict: {
            /** First Wrong */
            first_wrong: number | null;
            /** Sound */
            sound: boolean;
        };
        /**
         * AuditView
         * @description One thing that somebody did, or tried to.
         */
        AuditView: {
            /** Action */
            action: string;
            /** Actor */
            actor: string;
            /** Address */
            address: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Chain */
            chain: string;
            /** Detail */
            detail: {
                [key: string]: string;
            };
            /** Number */
            number: number;
            /** Outcome */
            outcome: string;
            /** Target */
            target: string;
            /** Trace */
            trace: string;
        };
        /**
         * BeginFactor
         * @description One's own password, again.
         */
        BeginFactor: {
            /**
             * Password
             * Format: password
             */
            password: string;
        };
        /**
         * Bucket
         * @description Runs that were created from ``at`` on, for the length of a step.
         */
        Bucket: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            counts: components["schemas"]["StateCounts"];
        };
        /**
         * BulkFilter
         * @description Which runs, of those that are there when the operation is accepted. All that is said has to hold.
         */
        BulkFilter: {
            /**
             * Graph
             * @default null
             */
            graph?: string | null;
            /** Input */
            input?: {
                [key: string]: unknown;
            };
            /** Label */
            label?: {
                [key: string]: string;
            };
            /**
             * Since
             * @description Created at this time or later.
             * @default null
             */
            since?: string | null;
            /**
             * State
             * @description Any of these.
             */
            state?: components["schemas"]["RunState"][];
            /**
             * Text
             * @description The beginning of an id, or words, as for the list of runs.
             * @default null
             */
            text?: string | null;
            /**
             * Until
             * @description Created before this time.
             * @default null
             */
            until?: string | null;
        };
        /**
         * BulkPage
         * @description One page of them, newest first.
         */
        BulkPage: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["BulkView"][];
        };
        /**
         * BulkState
         * @description Where a bulk operation stands.
         * @enum {string}
         */
        BulkState: "running" | "succeeded" | "cancelled";
        /**
         * BulkView
         * @description How far it has come. ``refusals`` are the first hundred of what was refused or failed.
         */
        BulkView: {
            /** By */
            by: string;
            /** Created */
            created: string | null;
            /** Done */
            done: number;
            /** Dry Run */
            dry_run: boolean;
            /** Failed */
            failed: number;
            /** Finished */
            finished: string | null;
            /** Id */
            id: string;
            kind: components["schemas"]["OperationKind"];
            /** Matched */
            matched: number;
            /** Refusals */
            refusals: components["schemas"]["RefusalView"][];
            /** Refused */
            refused: number;
            state: components["schemas"]["BulkState"];
            /** Why */
            why: string;
        };
        /**
         * Cancel
         * @description Start no more nodes; handlers at work are told, and stopped after a grace time.
         */
        Cancel: {
            /**
             * Dry Run
             * @description Change nothing; say what would change.
             * @default false
             */
            dry_run?: boolean;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "cancel";
            /**
             * Why
             * @description Kept with the run.
             * @default
             */
            why?: string;
        };
        /**
         * CancelConsumer
         * @description Take no more messages from a queue.
         */
        CancelConsumer: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "cancel_consumer";
            /** Queue */
            queue: string;
            /**
             * Why
             * @description Kept in the audit log.
             * @default
             */
            why?: string;
        };
        /**
         * ChangePassword
         * @description One's own password.
         */
        ChangePassword: {
            /**
             * Current
             * Format: password
             */
            current: string;
            /**
             * New
             * Format: password
             */
            new: string;
        };
        /**
         * ChangeUser
         * @description What to change of a user; what is null stays.
         */
        ChangeUser: {
            /**
             * Disabled
             * @default null
             */
            disabled?: boolean | null;
            /**
             * Grants
             * @default null
             */
            grants?: {
                [key: string]: components["schemas"]["Role"];
            } | null;
            /**
             * Password
             * @description Has to be changed at the next sign-in.
             * @default null
             */
            password?: string | null;
            /**
             * Reset Second Factor
             * @default false
             */
            reset_second_factor?: boolean;
        };
        /**
         * Chord
         * @description Nodes that are waited for, and those that wait for all of them.
         */
        Chord: {
            /** Bodies */
            bodies: string[];
            /** Header */
            header: string[];
        };
        /**
         * ConfirmFactor
         * @description A seed, a code of it, and one's own password again.
         */
        ConfirmFactor: {
            /** Code */
            code: string;
            /**
             * Password
             * Format: password
             */
            password: string;
            /** Seed */
            seed: string;
        };
        /**
         * Costs
         * @description What running it takes at most.
         */
        Costs: {
            /** Broker Bytes */
            broker_bytes: number;
            /** Messages */
            messages: number;
            /** Round Trips */
            round_trips: number;
        };
        /**
         * Definition
         * @description A graph as its author writes it: a document, or text in YAML, JSON or TOML.
         */
        Definition: {
            /** Definition */
            definition: {
                [key: string]: unknown;
            } | string;
            /**
             * Format
             * @description Of a text.
             * @default yaml
             * @enum {string}
             */
            format?: "yaml" | "json" | "toml";
        };
        /**
         * Delete
         * @description Delete an ended run with its results, but for those that another run refers to.
         */
        Delete: {
            /**
             * Dry Run
             * @description Change nothing; say what would change.
             * @default false
             */
            dry_run?: boolean;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "delete";
            /**
             * Why
             * @description Kept with the run.
             * @default
             */
            why?: string;
        };
        /**
         * DifferenceKind
         * @description What happened to a place from one definition to the other.
         * @enum {string}
         */
        DifferenceKind: "added" | "removed" | "changed";
        /**
         * DifferenceView
         * @description One place that differs. ``before`` is null for what was added, ``after`` for what was removed.
         */
        DifferenceView: {
            /** After */
            after: unknown;
            /** Before */
            before: unknown;
            kind: components["schemas"]["DifferenceKind"];
            /** Path */
            path: string;
        };
        /**
         * DiffView
         * @description What differs between two versions of a graph.
         */
        DiffView: {
            /** After */
            after: number;
            /** Before */
            before: number;
            /** Differences */
            differences: components["schemas"]["DifferenceView"][];
            /** Name */
            name: string;
        };
        /**
         * DoneOperation
         * @description What somebody did to a run. ``index`` is that of the node in the plan that it is about, if it is about one.
         */
        DoneOperation: {
            /** At */
            at: string | null;
            /** By */
            by: string;
            /** Epoch */
            epoch: number;
            /** Id */
            id: string;
            /** Index */
            index: number | null;
            kind: components["schemas"]["OperationKind"];
            /** Why */
            why: string;
        };
        /**
         * Doors
         * @description The ways in, as who has not signed in may know them.
         */
        Doors: {
            /** First User */
            first_user: boolean;
            /** Provider */
            provider: boolean;
        };
        /**
         * Drain
         * @description Begin nothing new, let handlers that run end, and end: as the first SIGTERM does.
         */
        Drain: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "drain";
            /**
             * Why
             * @description Kept in the audit log.
             * @default
             */
            why?: string;
        };
        /**
         * EffectView
         * @description What an operation did, or would do. ``run`` is the run that it results in.
         */
        EffectView: {
            /** Dry Run */
            dry_run: boolean;
            /** Kind */
            kind: string;
            /** Nodes */
            nodes: components["schemas"]["TouchedNode"][];
            /** Run */
            run: string | null;
        };
        /**
         * ErrorPlace
         * @description One mistake: a stable code, the place, and what is wrong there.
         */
        ErrorPlace: {
            /** Code */
            code: string;
            /** Message */
            message: string;
            /** Path */
            path: string;
        };
        /**
         * FactorView
         * @description A seed for an authenticator app, by itself and as an address to draw as a picture.
         */
        FactorView: {
            /** Address */
            address: string;
            /** Seed */
            seed: string;
        };
        /**
         * FailingGraphView
         * @description A graph whose runs failed. ``last`` is when the last of those was created.
         */
        FailingGraphView: {
            /** Failed */
            failed: number;
            /** Graph */
            graph: string;
            /**
             * Last
             * Format: date-time
             */
            last: string;
            /** Runs */
            runs: number;
        };
        /**
         * FailureView
         * @description Why a try, a node or a run failed. ``reason`` is a stable word.
         */
        FailureView: {
            /** Message */
            message: string;
            /** Node */
            node: string | null;
            /** Reason */
            reason: string;
            /**
             * Traceback
             * @default null
             */
            traceback: string | null;
            /** Type */
            type: string;
        };
        /**
         * GoingOn
         * @description How many runs have not ended, whenever they were created; each up to a hundred thousand.
         */
        GoingOn: {
            /** Paused */
            paused: number;
            /** Pending */
            pending: number;
            /** Running */
            running: number;
        };
        /**
         * GraphDetail
         * @description One version of a graph, with its definition.
         */
        GraphDetail: {
            /**
             * Created
             * Format: date-time
             */
            created: string;
            /** Definition */
            definition: {
                [key: string]: unknown;
            };
            /** Name */
            name: string;
            /** Plan */
            plan: string;
            /** Project */
            project: string;
            /** Version */
            version: number;
        };
        /**
         * GraphList
         * @description Versions of a graph.
         */
        GraphList: {
            /** Items */
            items: components["schemas"]["GraphSummary"][];
        };
        /**
         * GraphSummary
         * @description One version of a graph, without its definition.
         */
        GraphSummary: {
            /**
             * Created
             * Format: date-time
             */
            created: string;
            /** Name */
            name: string;
            /** Plan */
            plan: string;
            /** Project */
            project: string;
            /** Version */
            version: number;
        };
        /**
         * GraphsView
         * @description Every graph that may be seen.
         */
        GraphsView: {
            /** Items */
            items: components["schemas"]["GraphWithRuns"][];
        };
        /**
         * GraphWithRuns
         * @description The newest version of a graph, and its last runs, newest first.
         */
        GraphWithRuns: {
            /**
             * Created
             * Format: date-time
             */
            created: string;
            /** Name */
            name: string;
            /** Plan */
            plan: string;
            /** Project */
            project: string;
            /** Recent */
            recent: components["schemas"]["RunGlanceView"][];
            /** Version */
            version: number;
        };
        /**
         * GridColumn
         * @description A run, and what became of each node, in the order of the rows.
         *
         *     A state is a place in the legend, -1 where the version of the run has no such node. ``milliseconds`` is how long the
         *     last try took, null unless it has ended.
         */
        GridColumn: {
            /** Attempts */
            attempts: number[];
            /**
             * Created
             * Format: date-time
             */
            created: string;
            /** Finished */
            finished: string | null;
            /** Id */
            id: string;
            /** Milliseconds */
            milliseconds: (number | null)[];
            state: components["schemas"]["RunState"];
            /** States */
            states: number[];
            /** Version */
            version: number | null;
        };
        /**
         * GridView
         * @description The last runs of a graph, newest first; ``rows`` are the ids of nodes.
         */
        GridView: {
            /** Columns */
            columns: components["schemas"]["GridColumn"][];
            /** Graph */
            graph: string;
            /** Legend */
            legend: components["schemas"]["NodeState"][];
            /** Rows */
            rows: string[];
        };
        /**
         * Group
         * @description Nodes that start once one has ended.
         */
        Group: {
            /** Members */
            members: string[];
            /** Source */
            source: string;
        };
        /**
         * HandlerList
         * @description Every handler that is known here or to a worker.
         */
        HandlerList: {
            /** Items */
            items: components["schemas"]["HandlerView"][];
        };
        /**
         * HandlerView
         * @description What a node can name. ``parameters`` is null where only workers know the handler.
         */
        HandlerView: {
            /** Description */
            description: string;
            /** Name */
            name: string;
            /** Open */
            open: boolean;
            /** Parameters */
            parameters: components["schemas"]["ParameterView"][] | null;
            /** Result */
            result: {
                [key: string]: unknown;
            };
            /** Workers */
            workers: string[];
        };
        /**
         * Health
         * @description ``ok``, and what was asked.
         */
        Health: {
            /** Broker */
            broker: string;
            /** Status */
            status: string;
            /** Store */
            store: string;
        };
        /**
         * HindranceKind
         * @description What a node can wait for.
         * @enum {string}
         */
        HindranceKind: "predecessors" | "signals" | "paused" | "cancelling" | "retry" | "no_worker" | "no_consumer" | "no_handler" | "draining" | "busy" | "rate_limit" | "silent" | "queue" | "broker";
        /**
         * HindranceView
         * @description One thing that a node waits for.
         *
         *     ``nodes`` are the first of ``count`` predecessors that have not succeeded. ``count`` is also the depth of the queue,
         *     or how many processes are busy. ``until`` is when it is over by itself.
         */
        HindranceView: {
            /** Count */
            count: number | null;
            kind: components["schemas"]["HindranceKind"];
            /** Message */
            message: string;
            /** Nodes */
            nodes: components["schemas"]["NeedView"][];
            /** Queue */
            queue: string | null;
            /** Rate */
            rate: string | null;
            /** Until */
            until: string | null;
            /** Workers */
            workers: string[];
        };
        /**
         * ImportedView
         * @description A run of the archive; ``created`` is false for one that was there already, the same.
         */
        ImportedView: {
            /** Created */
            created: boolean;
            /** Run */
            run: string;
        };
        /**
         * ImportView
         * @description Every run of the archive.
         */
        ImportView: {
            /** Items */
            items: components["schemas"]["ImportedView"][];
        };
        /**
         * IssuedKey
         * @description A new key. ``secret`` is shown this once.
         */
        IssuedKey: {
            /** Created */
            created: string | null;
            /** Expires */
            expires: string | null;
            /** Id */
            id: string;
            /** Owner */
            owner: string;
            /** Projects */
            projects: string[];
            role: components["schemas"]["Role"];
            /** Secret */
            secret: string;
            /** Title */
            title: string;
            /** Used */
            used: string | null;
        };
        /**
         * KeyPage
         * @description One page of keys, newest first.
         */
        KeyPage: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["KeyView"][];
        };
        /**
         * KeyView
         * @description A key, without its secret.
         */
        KeyView: {
            /** Created */
            created: string | null;
            /** Expires */
            expires: string | null;
            /** Id */
            id: string;
            /** Owner */
            owner: string;
            /** Projects */
            projects: string[];
            role: components["schemas"]["Role"];
            /** Title */
            title: string;
            /** Used */
            used: string | null;
        };
        /**
         * LimitsView
         * @description How a worker limits a handler: messages in a time, seconds of a try.
         */
        LimitsView: {
            /** Hard */
            hard: number | null;
            /** Rate */
            rate: string | null;
            /** Soft */
            soft: number | null;
        };
        /**
         * Liveness
         * @description This process answers.
         */
        Liveness: {
            /** Status */
            status: string;
        };
        /**
         * LogEntryView
         * @description One line, which may have line breaks: a record with its traceback.
         *
         *     ``id`` tells it from all others of its run; ``number`` counts the lines of the try from 0.
         */
        LogEntryView: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Attempt */
            attempt: number;
            /** Epoch */
            epoch: number;
            /** Graph */
            graph: string;
            /** Handler */
            handler: string;
            /** Id */
            id: string;
            /** Index */
            index: number;
            /**
             * Level
             * @enum {string}
             */
            level: "DEBUG" | "INFO" | "WARNING" | "ERROR" | "CRITICAL";
            /**
             * Logger
             * @description `stdout` or `stderr` for what was printed.
             */
            logger: string;
            /** Node */
            node: string;
            /** Number */
            number: number;
            /** Run */
            run: string;
            /** Text */
            text: string;
            /** Trace Id */
            trace_id: string | null;
            /** Worker */
            worker: string;
        };
        /**
         * LogPage
         * @description Some lines; ``cursor`` leads to more, null at the end. A page may be short, or empty, and not the last.
         */
        LogPage: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["LogEntryView"][];
        };
        /**
         * LookView
         * @description A worker as it says itself that it stands. ``memory`` is the most that its main process had, in bytes.
         */
        LookView: {
            /** Active */
            active: components["schemas"]["TaskView"][];
            /** Limits */
            limits: {
                [key: string]: components["schemas"]["LimitsView"];
            };
            /** Memory */
            memory: number;
            /** Pool */
            pool: string;
            /** Prefetch */
            prefetch: number;
            /** Processes */
            processes: number;
            /** Queues */
            queues: string[];
            /** Registered */
            registered: string[];
            /** Reserved */
            reserved: components["schemas"]["TaskView"][];
            /** Totals */
            totals: {
                [key: string]: number;
            };
            /** Uptime */
            uptime: number;
        };
        /**
         * MarkFailed
         * @description Let a node that has not ended fail.
         */
        MarkFailed: {
            /**
             * Dry Run
             * @description Change nothing; say what would change.
             * @default false
             */
            dry_run?: boolean;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "mark_failed";
            /**
             * Message
             * @default
             */
            message?: string;
            /** Node */
            node: string;
            /**
             * Why
             * @description Kept with the run.
             * @default
             */
            why?: string;
        };
        /**
         * MarkSucceeded
         * @description Give a node a result, as if its handler had returned it.
         */
        MarkSucceeded: {
            /**
             * Dry Run
             * @description Change nothing; say what would change.
             * @default false
             */
            dry_run?: boolean;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "mark_succeeded";
            /** Node */
            node: string;
            /**
             * Result
             * @default null
             */
            result?: unknown;
            /**
             * Why
             * @description Kept with the run.
             * @default
             */
            why?: string;
        };
        /**
         * NeedView
         * @description A predecessor, and how it stands.
         */
        NeedView: {
            /** Node */
            node: string;
            state: components["schemas"]["NodeState"];
        };
        /**
         * NewKey
         * @description A key to make for oneself.
         */
        NewKey: {
            /**
             * Lifetime
             * @description Seconds; null for ever.
             * @default 7776000
             */
            lifetime?: number | null;
            /**
             * Projects
             * @default [
             *       "*"
             *     ]
             */
            projects?: string[];
            role: components["schemas"]["Role"];
            /** Title */
            title: string;
        };
        /**
         * NewSecret
         * @description What a secret is from now on.
         */
        NewSecret: {
            /**
             * Value
             * Format: password
             */
            value: string;
        };
        /**
         * NewUser
         * @description A user to make. They have to change the password when they sign in first.
         */
        NewUser: {
            /** Grants */
            grants?: {
                [key: string]: components["schemas"]["Role"];
            };
            /** Name */
            name: string;
            /**
             * Password
             * Format: password
             */
            password: string;
        };
        /**
         * NodeDetail
         * @description A node by itself: with tracebacks, what it waits for, and what its author wrote for it.
         */
        NodeDetail: {
            /** Attempts */
            attempts: number;
            error: components["schemas"]["FailureView"] | null;
            /** Finished */
            finished: string | null;
            /** Handler */
            handler: string;
            /** History */
            history: components["schemas"]["AttemptView"][];
            /** Id */
            id: string;
            /** Index */
            index: number;
            /** Needs */
            needs: components["schemas"]["NeedView"][];
            /** Params */
            params: {
                [key: string]: unknown;
            };
            progress: components["schemas"]["ProgressView"] | null;
            /** Queue */
            queue: string | null;
            /** Queued */
            queued: string | null;
            /** Run */
            run: string;
            /** Started */
            started: string | null;
            state: components["schemas"]["NodeState"];
            /** Timeout */
            timeout: number | null;
            /** Worker */
            worker: string | null;
        };
        /**
         * NodePage
         * @description Some nodes; ``cursor`` leads to the next, null at the end. A page may be short, or empty, and not the last.
         */
        NodePage: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["NodeView"][];
        };
        /**
         * NodeSpanView
         * @description One node. ``waited`` and ``ran`` are seconds. ``critical``: the run's end waited for it.
         */
        NodeSpanView: {
            /** Critical */
            critical: boolean;
            /** Finished */
            finished: string | null;
            /** Handler */
            handler: string;
            /** Id */
            id: string;
            /** Index */
            index: number;
            /** Preds */
            preds: string[];
            /** Ran */
            ran: number | null;
            /** Ready */
            ready: string | null;
            state: components["schemas"]["NodeState"];
            /** Tries */
            tries: components["schemas"]["TrySpanView"][];
            /** Waited */
            waited: number | null;
        };
        /**
         * NodeState
         * @description Where one node of one run stands.
         * @enum {string}
         */
        NodeState: "pending" | "running" | "waiting" | "retrying" | "succeeded" | "failed" | "skipped" | "cancelled";
        /**
         * NodeValues
         * @description What a node was given, or returned.
         */
        NodeValues: {
            /** Node */
            node: string;
            /** Run */
            run: string;
            /** Value */
            value: unknown;
        };
        /**
         * NodeView
         * @description One node of a run. ``queued`` is when its last predecessor was done.
         */
        NodeView: {
            /** Attempts */
            attempts: number;
            error: components["schemas"]["FailureView"] | null;
            /** Finished */
            finished: string | null;
            /** Handler */
            handler: string;
            /** History */
            history: components["schemas"]["AttemptView"][];
            /** Id */
            id: string;
            /** Index */
            index: number;
            progress: components["schemas"]["ProgressView"] | null;
            /** Queued */
            queued: string | null;
            /** Started */
            started: string | null;
            state: components["schemas"]["NodeState"];
            /** Worker */
            worker: string | null;
        };
        /**
         * OperateRun
         * @description One operation on a run.
         */
        OperateRun: components["schemas"]["Cancel"] | components["schemas"]["Pause"] | components["schemas"]["Resume"] | components["schemas"]["Retry"] | components["schemas"]["Rerun"] | components["schemas"]["Skip"] | components["schemas"]["MarkSucceeded"] | components["schemas"]["MarkFailed"] | components["schemas"]["Delete"];
        /**
         * OperationKind
         * @description The operations on a run. ``deadline`` is Aurora's own: the time for the whole run is over.
         * @enum {string}
         */
        OperationKind: "cancel" | "deadline" | "pause" | "resume" | "retry" | "rerun" | "skip" | "mark_succeeded" | "mark_failed" | "delete";
        /**
         * OperationList
         * @description What was done to a run, oldest first.
         */
        OperationList: {
            /** Items */
            items: components["schemas"]["DoneOperation"][];
        };
        /**
         * OrderView
         * @description What a worker did, in its words.
         */
        OrderView: {
            /** Answer */
            answer: string;
            kind: components["schemas"]["WorkerOrder"];
            /** Worker */
            worker: string;
        };
        /**
         * OrderWorker
         * @description One order to a worker.
         */
        OrderWorker: components["schemas"]["Ping"] | components["schemas"]["PoolGrow"] | components["schemas"]["PoolShrink"] | components["schemas"]["AddConsumer"] | components["schemas"]["CancelConsumer"] | components["schemas"]["RateLimit"] | components["schemas"]["TimeLimit"] | components["schemas"]["Drain"] | components["schemas"]["Shutdown"];
        /**
         * ParameterView
         * @description One parameter of a handler; its schema is empty when its type is not known.
         */
        ParameterView: {
            /** Name */
            name: string;
            /** Required */
            required: boolean;
            /** Value Schema */
            value_schema: {
                [key: string]: unknown;
            };
        };
        /**
         * Pause
         * @description Start no more nodes until the run is resumed.
         */
        Pause: {
            /**
             * Dry Run
             * @description Change nothing; say what would change.
             * @default false
             */
            dry_run?: boolean;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "pause";
            /**
             * Why
             * @description Kept with the run.
             * @default
             */
            why?: string;
        };
        /**
         * Ping
         * @description Answer.
         */
        Ping: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "ping";
            /**
             * Why
             * @description Kept in the audit log.
             * @default
             */
            why?: string;
        };
        /**
         * PlannedNode
         * @description A node, what it waits for, and its generation: the longest way to it from a first node.
         */
        PlannedNode: {
            /** After */
            after: string[];
            /** Generation */
            generation: number;
            /** Handler */
            handler: string;
            /** Id */
            id: string;
        };
        /**
         * PlanView
         * @description A compiled graph.
         */
        PlanView: {
            /** Cells */
            cells: number;
            /** Chains */
            chains: string[][];
            /** Chords */
            chords: components["schemas"]["Chord"][];
            costs: components["schemas"]["Costs"];
            /** Critical Path */
            critical_path: string[];
            /** Depth */
            depth: number;
            /** Edges */
            edges: number;
            /** Gates */
            gates: number;
            /** Groups */
            groups: components["schemas"]["Group"][];
            /** Inputs */
            inputs: {
                [key: string]: unknown;
            };
            /** Length */
            length: number;
            /** Name */
            name: string;
            /** Nodes */
            nodes: components["schemas"]["PlannedNode"][];
            /** Plan */
            plan: string;
            /** Size */
            size: number;
            /** Width */
            width: number;
            /** Work */
            work: number;
        };
        /**
         * PoolGrow
         * @description Have so many processes more.
         */
        PoolGrow: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "pool_grow";
            /**
             * N
             * @default 1
             */
            n?: number;
            /**
             * Why
             * @description Kept in the audit log.
             * @default
             */
            why?: string;
        };
        /**
         * PoolShrink
         * @description Have so many processes less; only free ones are ended, and one stays.
         */
        PoolShrink: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "pool_shrink";
            /**
             * N
             * @default 1
             */
            n?: number;
            /**
             * Why
             * @description Kept in the audit log.
             * @default
             */
            why?: string;
        };
        /**
         * ProblemDocument
         * @description What went wrong, as RFC 9457 has it.
         */
        ProblemDocument: {
            /** Code */
            code: string;
            /** Detail */
            detail: string;
            /** Errors */
            errors: components["schemas"]["ErrorPlace"][];
            /** Instance */
            instance: string;
            /** Status */
            status: number;
            /** Title */
            title: string;
            /** Trace Id */
            trace_id: string;
            /** Type */
            type: string;
        };
        /**
         * ProgressView
         * @description How far a handler has come, as it says itself.
         */
        ProgressView: {
            /** At */
            at: string | null;
            /** Attempt */
            attempt: number;
            /** Fraction */
            fraction: number | null;
            /** Message */
            message: string;
        };
        /**
         * PurgeQueue
         * @description The name once more, and why.
         */
        PurgeQueue: {
            /**
             * Confirm
             * @description The name of the queue, typed by whoever wants it empty.
             */
            confirm: string;
            /**
             * Why
             * @description Kept in the audit log.
             */
            why: string;
        };
        /**
         * PurgeView
         * @description How many messages were removed.
         */
        PurgeView: {
            /** Queue */
            queue: string;
            /** Removed */
            removed: number;
        };
        /**
         * QueueList
         * @description Every queue that the app knows, that workers consume, or for which nodes wait.
         */
        QueueList: {
            /** Items */
            items: components["schemas"]["QueueView"][];
        };
        /**
         * QueueView
         * @description A queue. ``oldest`` is for how many seconds a node has been ready; ``ready`` counts in the runs looked at.
         */
        QueueView: {
            /** Consumers */
            consumers: string[];
            /** Depth */
            depth: number;
            /** Name */
            name: string;
            /** Oldest */
            oldest: number | null;
            /** Ready */
            ready: number;
        };
        /**
         * RateLimit
         * @description Begin no more messages of a handler in a time; null lifts the limit.
         */
        RateLimit: {
            /** Handler */
            handler: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "rate_limit";
            /**
             * Rate
             * @description Such as `10/m`.
             */
            rate: string | null;
            /**
             * Why
             * @description Kept in the audit log.
             * @default
             */
            why?: string;
        };
        /**
         * RecoveryCodes
         * @description Codes for who has lost the app; each counts once.
         */
        RecoveryCodes: {
            /** Codes */
            codes: string[];
        };
        /**
         * RefusalView
         * @description A run that the operation was not done to, and why.
         */
        RefusalView: {
            /** Code */
            code: string;
            /** Reason */
            reason: string;
            /** Run */
            run: string;
        };
        /**
         * RemoveFactor
         * @description One's own password again, and a code of the app or a recovery code.
         */
        RemoveFactor: {
            /** Code */
            code: string;
            /**
             * Password
             * Format: password
             */
            password: string;
        };
        /**
         * Rerun
         * @description Do a node of an ended run again, or all of it; as the same run, or ``as_new`` one that shares what is kept.
         */
        Rerun: {
            /**
             * As New
             * @default false
             */
            as_new?: boolean;
            /**
             * Descendants
             * @default true
             */
            descendants?: boolean;
            /**
             * Dry Run
             * @description Change nothing; say what would change.
             * @default false
             */
            dry_run?: boolean;
            /**
             * Inputs
             * @description Edited inputs; of a new run only.
             * @default null
             */
            inputs?: {
                [key: string]: unknown;
            } | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "rerun";
            /**
             * Node
             * @default null
             */
            node?: string | null;
            /**
             * Why
             * @description Kept with the run.
             * @default
             */
            why?: string;
        };
        /**
         * Resume
         * @description Let a paused run go on.
         */
        Resume: {
            /**
             * Dry Run
             * @description Change nothing; say what would change.
             * @default false
             */
            dry_run?: boolean;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "resume";
            /**
             * Why
             * @description Kept with the run.
             * @default
             */
            why?: string;
        };
        /**
         * Retry
         * @description Do again what did not succeed.
         */
        Retry: {
            /**
             * Dry Run
             * @description Change nothing; say what would change.
             * @default false
             */
            dry_run?: boolean;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "retry";
            /**
             * Why
             * @description Kept with the run.
             * @default
             */
            why?: string;
        };
        /**
         * Role
         * @description What somebody may do in a project, each with all that those before it may.
         *
         *     ``viewer`` looks; ``operator`` starts and mends runs; ``editor`` writes graphs;
         *     ``admin``, which only counts for every project, looks after workers, people and keys.
         * @enum {string}
         */
        Role: "viewer" | "operator" | "editor" | "admin";
        /**
         * RunDetail
         * @description A run with all its nodes, in the order of its plan, and its inputs; outputs are asked for by themselves.
         */
        RunDetail: {
            /** Cancelling */
            cancelling: boolean;
            /**
             * Created
             * Format: date-time
             */
            created: string;
            /** Deadline */
            deadline: string | null;
            /** Epoch */
            epoch: number;
            error: components["schemas"]["FailureView"] | null;
            /** Finished */
            finished: string | null;
            /** Graph */
            graph: string;
            /** Id */
            id: string;
            /** Inputs */
            inputs: {
                [key: string]: unknown;
            };
            /** Key */
            key: string | null;
            /** Labels */
            labels: {
                [key: string]: string;
            };
            /** Nodes */
            nodes: components["schemas"]["NodeView"][];
            /** Origin */
            origin: string | null;
            /** Plan */
            plan: string;
            /** Project */
            project: string;
            /** Started */
            started: string | null;
            state: components["schemas"]["RunState"];
            /** Version */
            version: number | null;
        };
        /**
         * RunGlanceView
         * @description How a run stands, in a word.
         */
        RunGlanceView: {
            /**
             * Created
             * Format: date-time
             */
            created: string;
            /** Finished */
            finished: string | null;
            /** Id */
            id: string;
            state: components["schemas"]["RunState"];
            /** Version */
            version: number | null;
        };
        /**
         * RunLogPage
         * @description Some lines of a run. To ``follow`` it, listen after this: what this page could not have yet comes there.
         */
        RunLogPage: {
            /** Cursor */
            cursor: string | null;
            /** Follow */
            follow: string;
            /** Items */
            items: components["schemas"]["LogEntryView"][];
        };
        /**
         * RunPage
         * @description One page of runs; ``cursor`` leads to the next, null on the last.
         */
        RunPage: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["RunSummary"][];
        };
        /**
         * RunPlan
         * @description What a run was to do, as it was compiled for it. Lists are in the order of the plan.
         *
         *     A handler is a place in ``handlers``; ``preds`` are indexes of predecessors.
         */
        RunPlan: {
            /** Graph */
            graph: string;
            /** Handler */
            handler: number[];
            /** Handlers */
            handlers: string[];
            /** Ids */
            ids: string[];
            /** Plan */
            plan: string;
            /** Preds */
            preds: number[][];
            /** Run */
            run: string;
            /** Version */
            version: number | null;
        };
        /**
         * RunResultView
         * @description What a run returned.
         */
        RunResultView: {
            error: components["schemas"]["FailureView"] | null;
            /** Outputs */
            outputs: unknown;
            /** Run */
            run: string;
            state: components["schemas"]["RunState"];
        };
        /**
         * RunState
         * @description Where one run stands.
         * @enum {string}
         */
        RunState: "pending" | "running" | "paused" | "succeeded" | "failed" | "cancelled";
        /**
         * RunStates
         * @description How every node of a run stands. Lists are in the order of the plan.
         *
         *     A state is a place in ``legend``. ``started`` and ``finished`` are milliseconds after the run was ``created``, null
         *     for what did not happen; both lists are null unless times were asked for.
         */
        RunStates: {
            /** Attempts */
            attempts: number[];
            /** Cancelling */
            cancelling: boolean;
            /** Counts */
            counts: {
                [key: string]: number;
            };
            /**
             * Created
             * Format: date-time
             */
            created: string;
            /** Epoch */
            epoch: number;
            /** Finished */
            finished: (number | null)[] | null;
            /** Finished At */
            finished_at: string | null;
            /** Legend */
            legend: components["schemas"]["NodeState"][];
            /** Plan */
            plan: string;
            /** Run */
            run: string;
            /** Started */
            started: (number | null)[] | null;
            state: components["schemas"]["RunState"];
            /** States */
            states: number[];
        };
        /**
         * RunSummary
         * @description A run without its nodes and values.
         */
        RunSummary: {
            /** Cancelling */
            cancelling: boolean;
            /**
             * Created
             * Format: date-time
             */
            created: string;
            /** Deadline */
            deadline: string | null;
            /** Epoch */
            epoch: number;
            error: components["schemas"]["FailureView"] | null;
            /** Finished */
            finished: string | null;
            /** Graph */
            graph: string;
            /** Id */
            id: string;
            /** Key */
            key: string | null;
            /** Labels */
            labels: {
                [key: string]: string;
            };
            /** Origin */
            origin: string | null;
            /** Project */
            project: string;
            state: components["schemas"]["RunState"];
            /** Version */
            version: number | null;
        };
        /**
         * RunTrace
         * @description A run in time. ``critical_path`` is the one that was taken, as ids of nodes.
         */
        RunTrace: {
            /**
             * Created
             * Format: date-time
             */
            created: string;
            /** Critical Path */
            critical_path: string[];
            /** Epoch */
            epoch: number;
            /** Finished */
            finished: string | null;
            /** Graph */
            graph: string;
            /** Nodes */
            nodes: components["schemas"]["NodeSpanView"][];
            /** Run */
            run: string;
            state: components["schemas"]["RunState"];
            /** Trace Id */
            trace_id: string;
        };
        /**
         * SecretList
         * @description Secrets by project and name.
         */
        SecretList: {
            /** Items */
            items: components["schemas"]["SecretView"][];
        };
        /**
         * SecretView
         * @description A secret, without what it is. ``reference`` is how a node of its project refers to it.
         */
        SecretView: {
            /** By */
            by: string;
            /** Changed */
            changed: string | null;
            /** Name */
            name: string;
            /** Project */
            project: string;
            /** Reference */
            reference: string;
            /** Version */
            version: number;
        };
        /**
         * SessionList
         * @description Browsers that are signed in.
         */
        SessionList: {
            /** Items */
            items: components["schemas"]["SessionSummary"][];
        };
        /**
         * SessionSummary
         * @description A browser that is signed in.
         */
        SessionSummary: {
            /** Address */
            address: string;
            /** Agent */
            agent: string;
            /** Created */
            created: string | null;
            /** Current */
            current: boolean;
            /** Id */
            id: string;
            /** Seen */
            seen: string | null;
        };
        /**
         * SessionView
         * @description Who is signed in, and what they may do. ``csrf`` is for the header X-CSRF-Token of whatever changes something.
         */
        SessionView: {
            /** Csrf */
            csrf: string;
            /** Grants */
            grants: {
                [key: string]: components["schemas"]["Role"];
            };
            /** Must Change */
            must_change: boolean;
            /** Second Factor */
            second_factor: boolean;
            /** User */
            user: string;
        };
        /**
         * SettingsView
         * @description All of them.
         */
        SettingsView: {
            /** Items */
            items: components["schemas"]["SettingView"][];
        };
        /**
         * SettingView
         * @description A setting, and where its value comes from: `default`, a file, a variable, the local stack.
         */
        SettingView: {
            /** Key */
            key: string;
            /** Origin */
            origin: string;
            /** Value */
            value: unknown;
        };
        /**
         * SetUp
         * @description The first user, who may do everything. ``secret`` is what Aurora printed when it started.
         */
        SetUp: {
            /** Name */
            name: string;
            /**
             * Password
             * Format: password
             */
            password: string;
            /**
             * Secret
             * Format: password
             */
            secret: string;
        };
        /**
         * Shutdown
         * @description Stop the handlers that run within seconds, hand back their nodes, and end: as SIGQUIT does.
         */
        Shutdown: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "shutdown";
            /**
             * Why
             * @description Kept in the audit log.
             * @default
             */
            why?: string;
        };
        /**
         * SignIn
         * @description A name and a password, and the code of the second factor if there is one.
         */
        SignIn: {
            /**
             * Code
             * @default
             */
            code?: string;
            /** Name */
            name: string;
            /**
             * Password
             * Format: password
             */
            password: string;
        };
        /**
         * Skip
         * @description Skip a node that has not ended, and all that needs it.
         */
        Skip: {
            /**
             * Dry Run
             * @description Change nothing; say what would change.
             * @default false
             */
            dry_run?: boolean;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "skip";
            /** Node */
            node: string;
            /**
             * Why
             * @description Kept with the run.
             * @default
             */
            why?: string;
        };
        /**
         * StartBulk
         * @description One operation, and the runs that it is done to.
         */
        StartBulk: {
            /**
             * Dry Run
             * @description Change nothing; count what would be done, and be refused.
             * @default false
             */
            dry_run?: boolean;
            filter: components["schemas"]["BulkFilter"];
            /**
             * Kind
             * @enum {string}
             */
            kind: "cancel" | "pause" | "resume" | "retry" | "rerun" | "delete";
            /**
             * Why
             * @description Kept with each run.
             */
            why: string;
        };
        /**
         * StateCounts
         * @description How many runs are in each state.
         */
        StateCounts: {
            /** Cancelled */
            cancelled: number;
            /** Failed */
            failed: number;
            /** Paused */
            paused: number;
            /** Pending */
            pending: number;
            /** Running */
            running: number;
            /** Succeeded */
            succeeded: number;
        };
        /**
         * StatsView
         * @description Runs by time and state; ``step`` is the length of a bucket in seconds.
         *
         *     No more than 20,000 runs are counted, the newest: ``counted_since`` is later than ``since`` if there were more.
         */
        StatsView: {
            /** Buckets */
            buckets: components["schemas"]["Bucket"][];
            /**
             * Counted Since
             * Format: date-time
             */
            counted_since: string;
            /** Failing */
            failing: components["schemas"]["FailingGraphView"][];
            going_on: components["schemas"]["GoingOn"];
            /**
             * Since
             * Format: date-time
             */
            since: string;
            /** Step */
            step: number;
            total: components["schemas"]["StateCounts"];
            /**
             * Until
             * Format: date-time
             */
            until: string;
        };
        /**
         * SubmitRun
         * @description A run to start: of a stored ``graph``, or of a ``definition``, which becomes its newest version if it is new.
         */
        SubmitRun: {
            /**
             * Deadline
             * @default null
             */
            deadline?: number | null;
            /**
             * Definition
             * @description Instead of a name; takes the role of editor.
             * @default null
             */
            definition?: {
                [key: string]: unknown;
            } | null;
            /**
             * Graph
             * @default null
             */
            graph?: string | null;
            /** Inputs */
            inputs?: {
                [key: string]: unknown;
            };
            /** Labels */
            labels?: {
                [key: string]: string;
            };
            /**
             * Version
             * @description Of a stored graph; else the newest.
             * @default null
             */
            version?: number | null;
        };
        /**
         * TaskView
         * @description A message that a worker has taken. ``riders`` counts further nodes of the run that it is for.
         */
        TaskView: {
            /** Epoch */
            epoch: number | null;
            /** Handler */
            handler: string;
            /** Id */
            id: string;
            /** Node */
            node: string | null;
            /** Pid */
            pid: number | null;
            /** Queue */
            queue: string;
            /** Riders */
            riders: number;
            /** Run */
            run: string | null;
            /** Seconds */
            seconds: number | null;
        };
        /**
         * TimeLimit
         * @description Let no try of a handler take longer; null lifts a limit. What a node says for itself counts before that.
         */
        TimeLimit: {
            /** Handler */
            handler: string;
            /**
             * Hard
             * @description Seconds after which its process is ended.
             * @default null
             */
            hard?: number | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "time_limit";
            /**
             * Soft
             * @description Seconds after which it is asked to stop.
             * @default null
             */
            soft?: number | null;
            /**
             * Why
             * @description Kept in the audit log.
             * @default
             */
            why?: string;
        };
        /**
         * TouchedNode
         * @description A node that an operation touches, and what becomes of it.
         */
        TouchedNode: {
            /** Becomes */
            becomes: string;
            /** Node */
            node: string;
            state: components["schemas"]["NodeState"];
        };
        /**
         * TryHandler
         * @description The arguments by name. They are values: an expression in them is text.
         */
        TryHandler: {
            /** Arguments */
            arguments?: {
                [key: string]: unknown;
            };
            /**
             * Project
             * @description The project of the run.
             * @default default
             */
            project?: string;
            /**
             * Queue
             * @description Where its message goes; else as the app routes it.
             * @default null
             */
            queue?: string | null;
        };
        /**
         * TrySpanView
         * @description One try: when the node was ready for it, when it was claimed, and when it ended.
         */
        TrySpanView: {
            /** Claimed */
            claimed: string | null;
            /** Epoch */
            epoch: number;
            /** Finished */
            finished: string | null;
            /** Number */
            number: number;
            /** Ready */
            ready: string | null;
            /** Reason */
            reason: string | null;
            state: components["schemas"]["NodeState"];
            /** Worker */
            worker: string | null;
        };
        /**
         * TryView
         * @description The run that tries it. ``result`` is null until that has succeeded.
         */
        TryView: {
            error: components["schemas"]["FailureView"] | null;
            /** Result */
            result: unknown;
            /** Run */
            run: string;
            state: components["schemas"]["RunState"];
        };
        /**
         * UserPage
         * @description One page of users by name.
         */
        UserPage: {
            /** Cursor */
            cursor: string | null;
            /** Items */
            items: components["schemas"]["UserView"][];
        };
        /**
         * UserView
         * @description A user.
         */
        UserView: {
            /** Changed */
            changed: string | null;
            /** Created */
            created: string | null;
            /** Disabled */
            disabled: boolean;
            /** Grants */
            grants: {
                [key: string]: components["schemas"]["Role"];
            };
            /** Must Change */
            must_change: boolean;
            /** Name */
            name: string;
            /** Second Factor */
            second_factor: boolean;
            /** Subject */
            subject: string;
            /** Version */
            version: number;
        };
        /**
         * ValidationView
         * @description Everything that is wrong with a definition; valid if that is nothing.
         */
        ValidationView: {
            /** Diagnostics */
            diagnostics: components["schemas"]["ErrorPlace"][];
            /** Name */
            name: string | null;
            /** Nodes */
            nodes: number;
            /** Plan */
            plan: string | null;
            /** Valid */
            valid: boolean;
        };
        /**
         * WaitingView
         * @description A node and all that it waits for; nothing, if it runs or has ended. ``deadline`` is that of its run.
         */
        WaitingView: {
            /** Deadline */
            deadline: string | null;
            /** Hindrances */
            hindrances: components["schemas"]["HindranceView"][];
            /** Node */
            node: string;
            /** Queue */
            queue: string;
            /** Run */
            run: string;
            state: components["schemas"]["NodeState"];
        };
        /**
         * WorkerDetail
         * @description A worker, and how it stands by its own word; null if it was not asked.
         */
        WorkerDetail: {
            /** Beat */
            beat: string | null;
            /** Concurrency */
            concurrency: number;
            /** Draining */
            draining: boolean;
            /** Handlers */
            handlers: string[];
            /** Host */
            host: string;
            /** Hostname */
            hostname: string;
            /** Id */
            id: string;
            /** Labels */
            labels: string[];
            live: components["schemas"]["LookView"] | null;
            /** Pid */
            pid: number;
            /** Processes */
            processes: number;
            /** Queues */
            queues: string[];
            /** Started */
            started: string | null;
        };
        /**
         * WorkerList
         * @description Every worker that lives.
         */
        WorkerList: {
            /** Items */
            items: components["schemas"]["WorkerView"][];
        };
        /**
         * WorkerOrder
         * @description What one worker can be told to do.
         * @enum {string}
         */
        WorkerOrder: "ping" | "pool_grow" | "pool_shrink" | "add_consumer" | "cancel_consumer" | "rate_limit" | "time_limit" | "drain" | "shutdown";
        /**
         * WorkerView
         * @description A worker that gives signs of life.
         */
        WorkerView: {
            /** Beat */
            beat: string | null;
            /** Concurrency */
            concurrency: number;
            /** Draining */
            draining: boolean;
            /** Handlers */
            handlers: string[];
            /** Host */
            host: string;
            /** Hostname */
            hostname: string;
            /** Id */
            id: string;
            /** Labels */
            labels: string[];
            /** Pid */
            pid: number;
            /** Processes */
            processes: number;
            /** Queues */
            queues: string[];
            /** Started */
            started: string | null;
        };
    };
    responses: {
        /** @description Default error response */
        DEFAULT_ERROR: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDocument"];
            };
        };
        /** @description Unprocessable Entity */
        UNPROCESSABLE_ENTITY: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemDocument"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
