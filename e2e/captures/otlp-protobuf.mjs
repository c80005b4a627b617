// OTLP's protobuf to its JSON, for the messages that traces and logs are made of. Field numbers: opentelemetry-proto.

const KEY_VALUE = { 1: ['key', 'string'], 2: ['value', 'AnyValue'] };
const TYPES = {
  AnyValue: {
    1: ['stringValue', 'string'], 2: ['boolValue', 'bool'], 3: ['intValue', 'int64'], 4: ['doubleValue', 'double'],
    5: ['arrayValue', 'ArrayValue'], 6: ['kvlistValue', 'KeyValueList'], 7: ['bytesValue', 'bytes'],
  },
  ArrayValue: { 1: ['values', 'AnyValue', true] },
  KeyValueList: { 1: ['values', 'KeyValue', true] },
  KeyValue: KEY_VALUE,
  Resource: { 1: ['attributes', 'KeyValue', true] },
  Scope: { 1: ['name', 'string'], 2: ['version', 'string'], 3: ['attributes', 'KeyValue', true] },
  Traces: { 1: ['resourceSpans', 'ResourceSpans', true] },
  ResourceSpans: { 1: ['resource', 'Resource'], 2: ['scopeSpans', 'ScopeSpans', true], 3: ['schemaUrl', 'string'] },
  ScopeSpans: { 1: ['scope', 'Scope'], 2: ['spans', 'Span', true], 3: ['schemaUrl', 'string'] },
  Span: {
    1: ['traceId', 'hex'], 2: ['spanId', 'hex'], 3: ['traceState', 'string'], 4: ['parentSpanId', 'hex'],
    5: ['name', 'string'], 6: ['kind', 'enum'], 7: ['startTimeUnixNano', 'fixed64'], 8: ['endTimeUnixNano', 'fixed64'],
    9: ['attributes', 'KeyValue', true], 11: ['events', 'Event', true], 13: ['links', 'Link', true],
    15: ['status', 'Status'], 16: ['flags', 'fixed32'],
  },
  Event: { 1: ['timeUnixNano', 'fixed64'], 2: ['name', 'string'], 3: ['attributes', 'KeyValue', true] },
  Link: { 1: ['traceId', 'hex'], 2: ['spanId', 'hex'], 3: ['traceState', 'string'], 4: ['attributes', 'KeyValue', true] },
  Status: { 2: ['message', 'string'], 3: ['code', 'enum'] },
  Logs: { 1: ['resourceLogs', 'ResourceLogs', true] },
  ResourceLogs: { 1: ['resource', 'Resource'], 2: ['scopeLogs', 'ScopeLogs', true], 3: ['schemaUrl', 'string'] },
  ScopeLogs: { 1: ['scope', 'Scope'], 2: ['logRecords', 'LogRecord', true], 3: ['schemaUrl', 'string'] },
  LogRecord: {
    1: ['timeUnixNano', 'fixed64'], 11: ['observedTimeUnixNano', 'fixed64'], 2: ['severityNumber', 'enum'],
    3: ['severityText', 'string'], 5: ['body', 'AnyValue'], 6: ['attributes', 'KeyValue', true], 8: ['flags', 'fixed32'],
    9: ['traceId', 'hex'], 10: ['spanId', 'hex'], 12: ['eventName', 'string'],
  },
};

/** Decodes a message of the type, "Traces" or "Logs", to OTLP's JSON form. */
export function decode(type, bytes) {
  const message = {};
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const [name, kind, repeated] = TYPES[type][tag >> 3] ?? [];
    let raw;
    switch (tag & 7) {
      case 0: raw = varint(); break;
      case 1: raw = bytes.subarray(at, at += 8); break;
      case 2: { const length = Number(varint()); raw = bytes.subarray(at, at += length); break; }
      case 5: raw = bytes.subarray(at, at += 4); break;
      default: throw new Error(`wire type ${tag & 7} at ${at} of ${type}`);
    }
    if (!name) continue;
    const value = valueOf(kind, raw);
    if (repeated) (message[name] ??= []).push(value);
    else message[name] = value;
  }
  return message;
}

function valueOf(kind, raw) {
  switch (kind) {
    case 'string': return Buffer.from(raw).toString('utf8');
    case 'bytes': return Buffer.from(raw).toString('base64');
    case 'hex': return Buffer.from(raw).toString('hex');
    case 'bool': return raw !== 0n;
    case 'enum': return Number(raw);
    case 'int64': return BigInt.asIntN(64, raw).toString();
    case 'double': return Buffer.from(raw).readDoubleLE();
    case 'fixed64': return Buffer.from(raw).readBigUInt64LE().toString();
    case 'fixed32': return Buffer.from(raw).readUInt32LE();
    default: return decode(kind, raw);
  }
}
