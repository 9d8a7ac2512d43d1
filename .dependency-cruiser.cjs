/** The walls: each rule is a sentence, and `npm run walls` holds the code to it. tests/walls.test.ts breaks each once. */
const test = '\\.(test|e2e)\\.ts$|^tests/'
const features =
  'units|people|petitions|meetings|opinions|disclosures|news|consultations|ballots|projects|movements|directives|programmes|reports'

module.exports = {
  forbidden: [
    {
      name: 'record-stands-alone',
      comment:
        'The record knows bytes: nothing of ours, no package. Only its *.node.ts files may name node:crypto.',
      severity: 'error',
      from: { path: '^record/', pathNot: test },
      to: { path: '.', pathNot: '^record/|^(node:)?crypto$' },
    },
    {
      name: 'record-runs-in-browsers',
      comment: "What is Node's own stays in record/*.node.ts, so that everything else runs in a browser.",
      severity: 'error',
      from: { path: '^record/', pathNot: `${test}|\\.node\\.ts$` },
      to: { path: '\\.node\\.ts$|^(node:)?crypto$' },
    },
    {
      name: 'domain-is-pure',
      comment: 'A rule imports rules: no package, no Node, no other room.',
      severity: 'error',
      from: { path: '^domain/', pathNot: test },
      to: { path: '.', pathNot: '^domain/' },
    },
    {
      name: 'verify-owes-the-server-nothing',
      comment: 'The auditor uses record and domain, and Node to read files: nothing of the server it audits.',
      severity: 'error',
      from: { path: '^verify/', pathNot: test },
      to: {
        path: '^(store|web|jobs|cli|bench)/|^node_modules/',
        pathNot: '^node_modules/libsodium|^node_modules/@noble/hashes',
      },
    },
    {
      name: 'store-knows-no-door',
      severity: 'error',
      from: { path: '^store/', pathNot: test },
      to: { path: '^(web|jobs|cli|verify|bench)/' },
    },
    {
      name: 'doors-know-no-other-door',
      comment:
        "web, jobs and cli meet in the store. Only the operator's `serve` and `demo` open other rooms.",
      severity: 'error',
      from: { path: '^(web|jobs)/', pathNot: test },
      to: { path: '^(web|jobs|cli|bench)/', pathNot: '^$1/' },
    },
    {
      name: 'features-keep-apart',
      comment:
        'A feature knows another only through units and people, through acts, and reports through figures.',
      severity: 'error',
      from: { path: `^domain/(${features})/`, pathNot: `${test}|^domain/reports/` },
      to: { path: `^domain/(${features})/`, pathNot: '^domain/($1|units|people)/' },
    },
    {
      name: 'acts-before-rules',
      comment: 'What happened does not depend on what was allowed or how it is counted.',
      severity: 'error',
      from: { path: '^domain/[^/]+/acts\\.ts$' },
      to: { path: '^domain/[^/]+/(rules|figures)\\.ts$' },
    },
    {
      name: 'figures-without-rules',
      comment: 'Counting asks what happened, never what was allowed.',
      severity: 'error',
      from: { path: '^domain/[^/]+/figures\\.ts$' },
      to: { path: '^domain/[^/]+/rules\\.ts$' },
    },
    {
      name: 'no-circles',
      comment: 'Types may look at each other; what runs may not.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: { pathNot: '^web/src/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'packages-are-declared',
      comment: "A package is named in the room's own package.json.",
      severity: 'error',
      from: { pathNot: `${test}|^tools/` },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], pathNot: 'node_modules/@types/' },
    },
    { name: 'code-knows-no-test', severity: 'error', from: { pathNot: test }, to: { path: test } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(build|\\.svelte-kit)/' },
    includeOnly: undefined,
    tsPreCompilationDeps: true,
    moduleSystems: ['es6'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.mjs', '.js', '.svelte'],
    },
    combinedDependencies: false,
  },
}
