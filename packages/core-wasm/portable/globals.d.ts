/**
 * AssemblyScript's number types as TypeScript sees them, for the sources that both compile.
 * AssemblyScript never reads this file: a reference to it is a comment there.
 */
declare type f64 = number;
declare type i32 = number;
declare type bool = boolean;
