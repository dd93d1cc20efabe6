vcl 4.1;
# A cache in front of gql-content, as a CDN is one. Explained in docs/deploying.md.

backend default {
    .host = "127.0.0.1";
    .port = "8000";
    .probe = {
        .url = "/readyz";
        .interval = 2s;
    }
}

sub vcl_recv {
    if (req.url ~ "^/(metrics|readyz)$") {
        return (synth(404));
    }
    # Sockets and event streams are no answers to keep.
    if (req.http.Upgrade ~ "(?i)websocket") {
        return (pipe);
    }
    # Whoever proves who he is may see more than others.
    if (req.http.Authorization || (req.method != "GET" && req.method != "HEAD")) {
        return (pass);
    }
    unset req.http.Cookie;
    return (hash);
}

sub vcl_pipe {
    set bereq.http.Connection = req.http.Connection;
    set bereq.http.Upgrade = req.http.Upgrade;
}

sub vcl_backend_response {
    # What the service says in Cache-Control holds: s-maxage, stale-while-revalidate, no-store.
    if (beresp.http.Content-Type ~ "^text/event-stream") {
        set beresp.do_stream = true;
        set beresp.uncacheable = true;
    }
    # A service that is away for a moment is no reason to have no answer.
    set beresp.keep = 1h;
}
