/// <reference path="./globals.d.ts" preserve="true" />
/** What strategies may use, compiled by AssemblyScript for the kernel and by TypeScript for hosts. */
export { exp, ln, ln1p } from "./math.ts";
