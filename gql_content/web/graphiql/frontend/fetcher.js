import { getOperationAST, parse } from "graphql";

const ACCEPT = "application/graphql-response+json, application/json";

// For a moment after a change of tabs, GraphiQL still names the operation of the tab before.
function nameWithin(query, operationName) {
  try {
    return getOperationAST(parse(query), operationName) ? operationName : undefined;
  } catch {
    return operationName;
  }
}

/** Sends one operation by POST. GraphiQL's own fetcher would bring WebSockets and multipart along. */
export function createFetcher(endpoint) {
  return async ({ query, variables, operationName }, options) => {
    const headers = new Headers({ accept: ACCEPT, "content-type": "application/json" });
    for (const [name, value] of Object.entries(options?.headers ?? {})) {
      headers.set(name, value);
    }
    const response = await fetch(endpoint, {
      method: "POST",
      headers,
      body: JSON.stringify({
        query,
        variables,
        operationName: nameWithin(query, operationName),
      }),
    });
    const text = await response.text();
    try {
      return JSON.parse(text);
    } catch {
      throw new Error(`${response.status} ${response.statusText}: ${text.slice(0, 300)}`);
    }
  };
}
