import type { components, operations } from './schema';

type Schemas = components['schemas'];

export type Trace = Schemas['Trace'];
/** A trace of a list, with its assessments where they were asked for. */
export type ListedTrace = Schemas['ListedTrace'];
export type TraceDetail = Schemas['TraceDetail'];
export type TracePage = Schemas['TracePage'];
export type TraceState = Schemas['TraceState'];
export type SpanHeader = Schemas['SpanHeader'];
export type SpanDetail = Schemas['SpanDetail'];
export type SpanContent = Schemas['SpanContent'];
export type SpanEvent = Schemas['SpanEvent'];
export type Message = Schemas['Message'];
export type MessagePart = Schemas['MessagePart'];
export type MediaPart = Schemas['MediaPart'];
export type RetrievedDocument = Schemas['Document'];
export type ToolDefinition = Schemas['ToolDefinition'];
export type Attributes = Schemas['Attributes'];
export type Usage = Schemas['Usage'];
export type Cost = Schemas['Cost'];
export type Assessment = Schemas['Assessment'];
export type AssessmentPatch = Schemas['AssessmentPatch'];
export type LogRecord = Schemas['LogRecord'];
export type ExportFormat = Schemas['ExportFormat'];
export type NewAssessment = Schemas['NewAssessment'];
export type SearchHit = Schemas['SearchHit'];
export type Session = Schemas['Session'];
export type SessionPage = Schemas['SessionPage'];
export type SessionTraces = Schemas['SessionTraces'];
export type StatsRow = Schemas['StatsRow'];
export type GroupBy = Schemas['GroupBy'];
export type Project = Schemas['Project'];
export type LiveTrace = Schemas['LiveTrace'];
export type LiveRemoved = Schemas['LiveRemoved'];

export type TraceQuery = NonNullable<operations['listTraces']['parameters']['query']>;
