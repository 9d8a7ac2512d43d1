declare module 'virtual:small-modules' {
  /** Address of the script that enhances public pages. */
  export const script: string
}
