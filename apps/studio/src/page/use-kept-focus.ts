import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/**
 * Keeps the focus where it was pressed: when what was pressed has gone with a change of `state`, the first that can be pressed in its place takes the
 * focus. Returns what wraps the acts of buttons.
 */
export function useKeptFocus(place: RefObject<HTMLElement | null>, state: unknown): (act: () => void) => () => void {
  const pressed = useRef(false);
  useEffect(() => {
    if (!pressed.current || document.activeElement !== document.body) return;
    place.current?.querySelector<HTMLElement>('button:not(:disabled), [tabindex="0"]')?.focus();
  }, [state]);
  return (act) => () => {
    pressed.current = true;
    act();
  };
}
