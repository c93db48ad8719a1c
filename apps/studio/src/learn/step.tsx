import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

export interface StepProps {
  readonly number: number;
  readonly title: string;
  /** What happens here and why, in a sentence or two. */
  readonly why: string;
  readonly children: ComponentChildren;
}

/** One step of the exercise. */
export function Step({ number, title, why, children }: StepProps) {
  const id = useId();
  return (
    <section class="section step" aria-labelledby={id}>
      <h2 id={id}>
        <span class="number" aria-hidden="true">
          {number}
        </span>
        {title}
      </h2>
      <p class="why">{why}</p>
      {children}
    </section>
  );
}
