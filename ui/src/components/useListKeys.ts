import { useKeys } from './shortcuts';

/** j and k move the focus along the links that carry `data-row-link`, in the order they stand in. */
export function useListKeys(): void {
  const go = (step: 1 | -1) => {
    const links = [...document.querySelectorAll<HTMLElement>('[data-row-link]')];
    const at = links.indexOf(document.activeElement as HTMLElement);
    links[at < 0 ? 0 : Math.max(0, Math.min(links.length - 1, at + step))]?.focus();
  };
  useKeys({ j: () => go(1), k: () => go(-1) });
}
