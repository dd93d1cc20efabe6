// What every client is asked to do. Each answer goes to standard output, a line of JSON.
export const [url, sockets] = process.argv.slice(2);

export const TITLES = "query Titles { articles { nodes { path title } } }";
export const BY_PATH =
  "query ByPath($path: String!) { article(by: { path: $path }) { title answer { source } } }";
export const BAD_ID = 'query BadId { node(id: "no id") { id } content { articleCount } }';
export const NO_FIELD = "query NoField { articles { nodes { nothing } } }";
export const CHANGED = `subscription Changed($filter: ArticleFilter) {
  contentChanged(filter: $filter) {
    revision
    since
    totalCount
    added { path }
    modified { path }
    removed { path }
    articles { title answer { source } }
  }
}`;
export const ONLY_GREEN = { filter: { title: { startsWith: "Green" } } };

export function say(what, value) {
  process.stdout.write(`${JSON.stringify({ [what]: value })}\n`);
}

/** Whether this is the event that the test waits for; the first one only tells where we stand. */
export function isLast(event) {
  return event.contentChanged.totalCount > 0;
}

export function codes(errors) {
  return errors.map(({ extensions }) => extensions.code);
}
