// What the server answers, as pure functions of the request: the same request always gets the same answer and usage.

/** Tokens of a text, as this server counts them: a quarter of its characters, at least 1. */
export const tokensOf = text => Math.max(1, Math.ceil(text.length / 4));

/** Text of a message's content, which is a string, null or a list of parts. */
export function textOf(content) {
  if (typeof content === 'string') return content;
  if (Array.isArray(content)) return content.map(part => part.text ?? part.refusal ?? '').join(' ');
  return '';
}

/** A value that fits a JSON schema; strings are "Paris" so that a weather tool gets a city. */
export function exampleOf(schema) {
  if (!schema || typeof schema !== 'object') return {};
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (Array.isArray(schema.anyOf)) return exampleOf(schema.anyOf[0]);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'string': return 'Paris';
    case 'integer': return 18;
    case 'number': return 18.5;
    case 'boolean': return true;
    case 'array': return [exampleOf(schema.items)];
    case 'null': return null;
    default: return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([name, property]) => [name, exampleOf(property)]));
  }
}

const reasons = model => /^(o\d|gpt-5)/.test(model);

/**
 * The answer to a conversation.
 *
 * @param turn {model, messages: [{role, content}], tools: [{name, parameters}], schema?: object, serial: number}
 * @returns {text, toolCalls: [{id, name, arguments}], usage: {input, cached, output, reasoning}}
 */
export function answer({ model, messages, tools, schema, serial, promptChars }) {
  const last = messages.at(-1) ?? { role: 'user', content: '' };
  const asksForTool = tools.length > 0 && last.role !== 'tool';
  const toolCalls = asksForTool
    ? [{ id: `call_${serial}`, name: tools[0].name, arguments: JSON.stringify(exampleOf(tools[0].parameters)) }]
    : [];
  let text = '';
  if (!asksForTool) {
    if (schema) text = JSON.stringify(exampleOf(schema));
    else if (last.role === 'tool') text = `The tool says: ${textOf(last.content)}`;
    else text = `You said: ${textOf(last.content)}`;
  }
  const input = tokensOf('x'.repeat(promptChars));
  const reasoning = reasons(model) ? 32 : 0;
  const spoken = tokensOf(text + toolCalls.map(call => call.name + call.arguments).join(''));
  return {
    text,
    toolCalls,
    usage: { input, cached: input >= 16 ? Math.floor(input / 2) : 0, output: spoken + reasoning, reasoning },
  };
}

/** A unit vector that depends on the text. */
export function embeddingOf(text, dimensions) {
  let state = 2166136261;
  for (const char of text) state = Math.imul(state ^ char.codePointAt(0), 16777619) >>> 0;
  const raw = Array.from({ length: dimensions }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  });
  const norm = Math.hypot(...raw);
  return raw.map(x => x / norm);
}

/** Pieces of a text, as a stream sends them. */
export const piecesOf = text => text.match(/\S+\s*|\s+/g) ?? [];
