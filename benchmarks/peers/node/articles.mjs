// The same resolvers for every peer in JavaScript: plain lookups over arrays and maps in memory.
import { readFileSync } from 'node:fs'

const byUrl = (one, other) => (one.url < other.url ? -1 : 1)

export const sdl = readFileSync(new URL('../peer.graphql', import.meta.url), 'utf8')
export const articles = JSON.parse(readFileSync(process.argv[2], 'utf8')).sort(byUrl)
export const port = Number(process.argv[3])

const known = new Map(articles.map((article) => [article.url, article]))

function passing(filter) {
  const subject = filter?.subject?.eq
  return subject == null ? articles : articles.filter((one) => one.subject.slug === subject)
}

function ordered(found, orderBy) {
  if (!orderBy?.length) return found
  const sign = orderBy[0].date === 'DESC' ? -1 : 1
  return found.toSorted((one, other) =>
    one.date === other.date ? byUrl(one, other) : one.date < other.date ? -sign : sign,
  )
}

function facet(found, field) {
  const counts = new Map()
  for (const { date } of found) {
    const value = date.slice(0, field === 'YEAR' ? 4 : 7)
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  const values = [...counts].map(([value, count]) => ({ value, count }))
  values.sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1))
  return { field, values: values.slice(0, 20) }
}

export const resolvers = {
  Query: {
    article: (_, { by }) => known.get(by.url),
    articles(_, { filter, orderBy, first, offset }) {
      const found = passing(filter)
      const nodes = ordered(found, orderBy).slice(offset, offset + first)
      return { nodes, totalCount: found.length, found }
    },
  },
  ArticleConnection: {
    facets: ({ found }, { fields }) => fields.map((field) => facet(found, field)),
  },
}
