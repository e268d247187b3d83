import type { ErrorEntry } from './entry.ts';

export const cacheErrors = {
  CACHE_PURGE_EMPTY: {
    status: 400,
    message: 'It is not said what the cache shall forget.',
    fix: 'Name a workflow, a node, entries or calls; or say that all of the workspace is meant.',
  },
  CACHE_ENTRY_UNKNOWN: {
    status: 404,
    message: 'The cache holds no answer {answer} of the entry {entry}.',
    fix: 'List what it holds with weaver cache export, or GET /api/cache/entries; entries are forgotten with time.',
  },
  CACHE_NODE_UNKNOWN: {
    status: 404,
    message: 'The workflow has no node {node} in this version.',
    fix: 'Take the id of a Conversation node, as the builder and weaver flow export show it.',
  },
  CACHE_NOT_ASKED: {
    status: 409,
    message:
      'At the node {node} these words do not lead to a language model: the flow itself deals with them.',
    fix: 'Ask about a Conversation node, and about words that none of its own lines or global handlers answers.',
  },
  CACHE_VALUE_UNKNOWN: {
    status: 400,
    message: 'The workflow has no variable {name} of the type that was given.',
    fix: 'Take the names and types of the variables that the workflow declares.',
  },
} as const satisfies Record<string, ErrorEntry>;
