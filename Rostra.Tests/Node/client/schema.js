import { ask, ok } from './http.js'

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const instantForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** The server's document, and what it says of a value. Only the words that the document uses are known; another one is a fault. */
export class Document {
  static async read() {
    return new Document(ok(await ask('GET', '/openapi/v1.json')))
  }

  constructor(json) {
    this.json = json
  }

  get paths() {
    return Object.entries(this.json.paths)
  }

  /** The operation that a request of this method and path is. */
  operation(method, path) {
    const [plain] = path.split('?')
    const matches = ([pattern, item]) => item[method.toLowerCase()] && new RegExp(`^${pattern.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(plain)
    const literalsFirst = this.paths.filter(matches).sort(([a], [b]) => a.split('{').length - b.split('{').length)
    return literalsFirst[0]?.[1][method.toLowerCase()]
  }

  named(name) {
    return this.json.components.schemas[name]
  }

  resolved(schema) {
    return schema.$ref ? this.named(schema.$ref.split('/').at(-1)) : schema
  }

  /** What is wrong with a value, as sentences; a member that the schema does not know is wrong, too. */
  faults(schema, value, where = '$') {
    const { $ref, type, const: only, enum: some, oneOf, required = [], properties, items, additionalProperties, format, description, ...unknown } = this.resolved(schema)
    if (Object.keys(unknown).length > 0) return [`${where}: the schema says ${Object.keys(unknown)}, which this reader does not know`]
    if (oneOf) return this.oneOfFaults(oneOf, value, where)
    if (only !== undefined && value !== only) return [`${where}: ${JSON.stringify(value)} is not ${only}`]
    if (some && !some.includes(value)) return [`${where}: ${JSON.stringify(value)} is none of ${some}`]
    if (type && !isA(type, value)) return [`${where}: ${JSON.stringify(value)} is no ${type}`]
    if (format === 'uuid' && !uuidForm.test(value)) return [`${where}: ${value} is no UUID`]
    if (format === 'date-time' && !instantForm.test(value)) return [`${where}: ${value} is no instant`]
    if (items) return value.flatMap((entry, at) => this.faults(items, entry, `${where}[${at}]`))
    if (type !== 'object') return []
    return [
      ...required.filter((name) => !(name in value)).map((name) => `${where}.${name} is missing`),
      ...Object.entries(value).flatMap(([name, member]) => {
        const known = properties?.[name] ?? additionalProperties
        return known ? this.faults(known, member, `${where}.${name}`) : [`${where}.${name} is not in the document`]
      }),
    ]
  }

  oneOfFaults(alternatives, value, where) {
    const tried = alternatives.map((alternative) => this.faults(alternative, value, where))
    const fitting = tried.filter((faults) => faults.length === 0)
    return fitting.length === 1 ? [] : [`${where}: ${fitting.length} of ${alternatives.length} alternatives fit ${JSON.stringify(value)}: ${tried.flat().slice(0, 5)}`]
  }

  /** What is wrong with an answer. */
  answerFaults(method, path, answer) {
    const operation = this.operation(method, path)
    if (!operation) return [`${method} ${path} is not in the document`]
    const response = operation.responses[answer.status] ?? operation.responses.default
    if (!response) return [`${method} ${path}: ${answer.status} is not in the document`]
    const content = Object.values(response.content ?? {})[0]
    if (!content) return answer.text === '' ? [] : [`${method} ${path}: a body where the document has none`]
    return this.faults(content.schema, answer.value, `${method} ${path} ${answer.status}`)
  }
}

function isA(type, value) {
  if (Array.isArray(type)) return type.some((one) => isA(one, value))
  switch (type) {
    case 'array': return Array.isArray(value)
    case 'integer': return Number.isSafeInteger(value)
    case 'object': return typeof value === 'object' && value !== null && !Array.isArray(value)
    case 'null': return value === null
    default: return typeof value === type
  }
}
