// graphql-jit in its own process, asked over stdin: a line of JSON tells what to run, how often.
import { createInterface } from 'node:readline'
import { buildSchema, parse } from 'graphql'
import { compileQuery } from 'graphql-jit'
import { resolvers, sdl } from './articles.mjs'

// Its serializer knows no scalars but GraphQL's own, and is faster than JSON.stringify.
const schema = buildSchema(sdl.replace('scalar Date\n', '').replaceAll(': Date\n', ': String\n'))
for (const [type, fields] of Object.entries(resolvers)) {
  for (const [name, resolve] of Object.entries(fields)) {
    schema.getType(type).getFields()[name].resolve = resolve
  }
}

const known = new Map()

function compiled(query) {
  if (!known.has(query)) {
    known.set(query, compileQuery(schema, parse(query), undefined, { customJSONSerializer: true }))
  }
  return known.get(query)
}

for await (const line of createInterface({ input: process.stdin })) {
  const { query, variables, times } = JSON.parse(line)
  let answer
  const before = process.cpuUsage()
  for (let time = 0; time < times; time++) {
    const operation = compiled(query)
    answer = operation.stringify(await operation.query(undefined, undefined, variables))
  }
  const { user, system } = process.cpuUsage(before)
  console.log(JSON.stringify({ microseconds: (user + system) / times, answer }))
}
