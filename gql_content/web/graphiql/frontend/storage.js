// GraphiQL keeps its state per origin. The prefix keeps other GraphiQL pages, which developers run
// on the same localhost port on other days, from showing their tabs here.
const PREFIX = "gql-content/";
const OFFERED = `${PREFIX}examples`;

function keys() {
  return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
}

const prefixed = {
  getItem: (key) => localStorage.getItem(PREFIX + key),
  setItem: (key, value) => localStorage.setItem(PREFIX + key, value),
  removeItem: (key) => localStorage.removeItem(PREFIX + key),
  clear: () => keys().forEach((key) => localStorage.removeItem(key)),
  get length() {
    return keys().length;
  },
};

function contents(tabs) {
  return JSON.stringify(tabs.map(({ query, variables }) => [query ?? "", variables ?? ""]));
}

function storedTabs() {
  try {
    return JSON.parse(prefixed.getItem("graphiql:tabState"))?.tabs ?? null;
  } catch {
    return null;
  }
}

/**
 * The storage for GraphiQL, and whether this visit starts with the examples.
 *
 * GraphiQL stores its tabs even when nobody has touched them. Tabs that still read as they were
 * offered are therefore nobody's work, and give way when the content has other examples by now.
 */
export function openStorage(examples) {
  try {
    const stored = storedTabs();
    const offered = localStorage.getItem(OFFERED);
    const now = contents(examples);
    const untouched = stored !== null && contents(stored) === offered;
    if (stored !== null && !(untouched && offered !== now)) {
      return { storage: prefixed, fresh: false };
    }
    for (const key of ["tabState", "query", "variables"]) {
      prefixed.removeItem(`graphiql:${key}`);
    }
    localStorage.setItem(OFFERED, now);
    return { storage: prefixed, fresh: true };
  } catch {
    // A browser may refuse storage altogether; GraphiQL works without.
    return { storage: null, fresh: true };
  }
}
