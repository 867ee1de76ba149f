/// <reference types="mocha" />
/** Sets the globals that mocha's types describe. */
declare module 'mocha/mocha.js';
