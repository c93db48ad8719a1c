// The page of the browser tests: the package as a value that a test can call.
import * as core from '@cleargrain/core';
import * as web from '../../dist/index.js';

declare global {
  interface Window {
    cleargrain: typeof core & typeof web;
  }
}

window.cleargrain = { ...core, ...web };
