import type { Component } from 'solid-js';

/** What is wrong with a field, beneath it; its place is kept while nothing is. */
export const Fault: Component<{ name: string; words: string | undefined }> = (props) => (
  <span class="error" id={`fault-${props.name}`}>
    {props.words}
  </span>
);
