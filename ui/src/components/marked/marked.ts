import { createContext, useContext } from 'react';

/** Whether a text holds what is marked on the page; nothing is by default. */
export const MarkedContext = createContext<(text: string) => boolean>(() => false);

/** For what is cut or closed at first: it is shown whole where a marked text would be hidden. */
export function useHoldsMarked(): (text: string) => boolean {
  return useContext(MarkedContext);
}
