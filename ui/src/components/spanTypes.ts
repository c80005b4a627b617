import {
  type Icon,
  IconArrowsSort,
  IconBinaryTree2,
  IconBraces,
  IconBrain,
  IconChecklist,
  IconCircleDot,
  IconDatabaseSearch,
  IconGauge,
  IconMessage2,
  IconRobot,
  IconRoute,
  IconShieldCheck,
  IconSparkles,
  IconTool,
  IconVectorTriangle,
} from '@tabler/icons-react';

export interface TypeLook {
  label: string;
  icon: Icon;
  /** A CSS colour that reads on both schemes. */
  color: string;
}

const LOOKS: Record<string, TypeLook> = {
  LLM: { label: 'LLM', icon: IconSparkles, color: 'light-dark(#7c3aed, #a78bfa)' },
  CHAT_MODEL: { label: 'Chat model', icon: IconMessage2, color: 'light-dark(#7c3aed, #a78bfa)' },
  AGENT: { label: 'Agent', icon: IconRobot, color: 'light-dark(#2563eb, #60a5fa)' },
  TOOL: { label: 'Tool', icon: IconTool, color: 'light-dark(#b45309, #f5a524)' },
  RETRIEVER: { label: 'Retriever', icon: IconDatabaseSearch, color: 'light-dark(#0f766e, #2dd4bf)' },
  RERANKER: { label: 'Reranker', icon: IconArrowsSort, color: 'light-dark(#0f766e, #2dd4bf)' },
  EMBEDDING: { label: 'Embedding', icon: IconVectorTriangle, color: 'light-dark(#0e7490, #22d3ee)' },
  CHAIN: { label: 'Chain', icon: IconRoute, color: 'light-dark(#64748b, #94a3b8)' },
  WORKFLOW: { label: 'Workflow', icon: IconBinaryTree2, color: 'light-dark(#4f46e5, #818cf8)' },
  TASK: { label: 'Task', icon: IconChecklist, color: 'light-dark(#64748b, #94a3b8)' },
  PARSER: { label: 'Parser', icon: IconBraces, color: 'light-dark(#be185d, #f472b6)' },
  MEMORY: { label: 'Memory', icon: IconBrain, color: 'light-dark(#a21caf, #e879f9)' },
  GUARDRAIL: { label: 'Guardrail', icon: IconShieldCheck, color: 'light-dark(#15803d, #4ade80)' },
  EVALUATOR: { label: 'Evaluator', icon: IconGauge, color: 'light-dark(#15803d, #4ade80)' },
};

const OTHER = { icon: IconCircleDot, color: 'light-dark(#78716c, #a8a29e)' };

/** How a type looks; a type of the sender's own keeps its spelling. */
export function typeLook(type: string): TypeLook {
  return LOOKS[type] ?? { ...OTHER, label: type === 'UNKNOWN' ? 'Span' : type };
}
