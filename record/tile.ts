/** Tiles: where they lie (layout.ts) and how they are written (edge.ts). */

export * from './edge.ts'
export * from './layout.ts'
