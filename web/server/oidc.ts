/**
 * Signing in through somebody else (OpenID Connect): staff at their own provider, residents at theirs. Discovery, PKCE,
 * state and nonce; the provider is looked up when it is first needed, so one that is away at start is asked again later.
 */

import type { Identity } from '@goc/store/people/identities.ts'
import * as client from 'openid-client'

export type ProviderSettings = {
  issuer: URL
  clientId: string
  clientSecret?: string
  /** What the button says. */
  name: string
  scope: string
  /** Asked of the provider as `acr_values`, where it wants to be told how sure it should be. */
  level?: string
  /** Values of `acr` or `amr` that say that a second factor was asked for. */
  strong: readonly string[]
}

/** What the browser keeps, sealed, from the start to the return. */
export type Journey = { state: string; nonce: string; verifier: string }

export type ProviderRefusal = 'provider-away' | 'provider-said-no'

export type IdentityProvider = {
  name: string
  /** Where to send the browser. */
  begin(returnTo: string): Promise<{ url: string; journey: Journey } | { refusal: ProviderRefusal }>
  /** Who it is, by the address that the provider sent the browser back to. */
  finish(address: URL, journey: Journey): Promise<Identity | { refusal: ProviderRefusal }>
}

/**
 * The provider of `GOC_OIDC_ISSUER`, `…_CLIENT_ID`, `…_CLIENT_SECRET`, `…_NAME`, `…_SCOPE`, `…_LEVEL`, `…_STRONG`;
 * undefined when there is none. With another prefix another one: `GOC_RESIDENT_OIDC`.
 */
export function providerSettings(
  env: Record<string, string | undefined>,
  prefix = 'GOC_OIDC',
): ProviderSettings | undefined {
  const given = env[`${prefix}_ISSUER`]
  if (!given) return undefined
  const issuer = URL.parse(given)
  if (!issuer || (issuer.protocol !== 'https:' && !isHere(issuer)))
    throw new Error(`${prefix}_ISSUER: is no https address`)
  const clientId = env[`${prefix}_CLIENT_ID`]
  if (!clientId) throw new Error(`${prefix}_CLIENT_ID: is missing`)
  const clientSecret = env[`${prefix}_CLIENT_SECRET`]
  const level = env[`${prefix}_LEVEL`]
  return {
    issuer,
    clientId,
    ...(clientSecret && { clientSecret }),
    name: env[`${prefix}_NAME`] || issuer.hostname,
    scope: env[`${prefix}_SCOPE`] || 'openid email',
    ...(level && { level }),
    strong: (env[`${prefix}_STRONG`] || 'mfa').split(/[\s,]+/),
  }
}

/** In tests, and for a provider on the same machine, plain http will do. */
const isHere = ({ protocol, hostname }: URL): boolean =>
  protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname)

const SECONDS_TO_WAIT = 5
/** Endpoints and keys move seldom; a failure is not kept at all. */
const LOOKED_UP_FOR_MS = 3_600_000

export function openIdProvider(settings: ProviderSettings, log = console.error): IdentityProvider {
  let found: { at: number; configuration: Promise<client.Configuration> } | undefined

  function configuration(): Promise<client.Configuration> {
    if (found && Date.now() - found.at < LOOKED_UP_FOR_MS) return found.configuration
    const { issuer, clientId, clientSecret } = settings
    const configuration = client.discovery(
      issuer,
      clientId,
      undefined,
      clientSecret ? client.ClientSecretBasic(clientSecret) : client.None(),
      { timeout: SECONDS_TO_WAIT, ...(isHere(issuer) && { execute: [client.allowInsecureRequests] }) },
    )
    const asked = { at: Date.now(), configuration }
    found = asked
    configuration.catch(() => {
      if (found === asked) found = undefined
    })
    return configuration
  }

  /** What went wrong, for the log: no address, no token, nobody's name. */
  const refused = (refusal: ProviderRefusal, fault: unknown): { refusal: ProviderRefusal } => {
    const { code, error } = fault as { code?: string; error?: string }
    log(`identity provider ${settings.issuer.hostname}: ${refusal} (${error ?? code ?? 'no reason given'})`)
    return { refusal }
  }

  return {
    name: settings.name,

    async begin(returnTo) {
      let provider: client.Configuration
      try {
        provider = await configuration()
      } catch (fault) {
        return refused('provider-away', fault)
      }
      const journey = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      }
      const url = client.buildAuthorizationUrl(provider, {
        redirect_uri: returnTo,
        scope: settings.scope,
        ...(settings.level && { acr_values: settings.level }),
        state: journey.state,
        nonce: journey.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(journey.verifier),
        code_challenge_method: 'S256',
      })
      return { url: url.href, journey }
    },

    async finish(address, { state, nonce, verifier }) {
      try {
        const provider = await configuration()
        const tokens = await client.authorizationCodeGrant(provider, address, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        })
        const claims = tokens.claims()!
        const info = await moreOf(provider, tokens.access_token, claims)
        return identityOf(settings, claims, info)
      } catch (fault) {
        const isAway = fault instanceof TypeError || (fault as { code?: string }).code === 'OAUTH_TIMEOUT'
        return refused(isAway ? 'provider-away' : 'provider-said-no', fault)
      }
    },
  }
}

/** Many providers say the address only when they are asked for it apart. */
async function moreOf(
  provider: client.Configuration,
  token: string,
  claims: client.IDToken,
): Promise<Partial<client.UserInfoResponse>> {
  if (claims.email !== undefined || !provider.serverMetadata().userinfo_endpoint) return {}
  return client.fetchUserInfo(provider, token, claims.sub)
}

function identityOf(
  { strong }: ProviderSettings,
  claims: client.IDToken,
  info: Partial<client.UserInfoResponse>,
): Identity {
  const { email, email_verified: isVerified } = claims.email === undefined ? info : claims
  const said = [claims.acr, ...(Array.isArray(claims.amr) ? claims.amr : [])]
  return {
    issuer: claims.iss,
    subject: claims.sub,
    isStrong: said.some((value) => typeof value === 'string' && strong.includes(value)),
    ...(typeof email === 'string' && isVerified === true && { email }),
  }
}
