import { getOperationAST, parse } from "graphql";
import { createClient } from "graphql-sse";

const ACCEPT = "application/graphql-response+json, application/json";

// For a moment after a change of tabs, GraphiQL still names the operation of the tab before.
function nameWithin(query, operationName) {
  try {
    return getOperationAST(parse(query), operationName) ? operationName : undefined;
  } catch {
    return operationName;
  }
}

function isSubscription(query, operationName) {
  try {
    return getOperationAST(parse(query), operationName)?.operation === "subscription";
  } catch {
    return false;
  }
}

async function answer(endpoint, body, given) {
  const headers = new Headers({ accept: ACCEPT, "content-type": "application/json" });
  for (const [name, value] of Object.entries(given)) {
    headers.set(name, value);
  }
  const response = await fetch(endpoint, { method: "POST", headers, body: JSON.stringify(body) });
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${response.status} ${response.statusText}: ${text.slice(0, 300)}`);
  }
}

/**
 * Sends one operation by POST, and follows a subscription by server-sent events, for which the
 * page needs to connect to nothing but its own address. GraphiQL's own fetcher would bring
 * WebSockets and multipart along.
 */
export function createFetcher(endpoint) {
  return ({ query, variables, operationName }, options) => {
    const named = nameWithin(query, operationName);
    const body = { query, variables, operationName: named };
    const headers = options?.headers ?? {};
    return isSubscription(query, named)
      ? createClient({ url: endpoint, headers, retryAttempts: 3 }).iterate(body)
      : answer(endpoint, body, headers);
  };
}
