/** A real OpenID provider for tests: anyone is who they say they are there, at the level that they say. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

export const client = { id: 'goc', secret: 'a secret between the two of them' }

type Options = { returnTo: string; claims: Record<string, object> }

/** A place for the provider; until it has come, whoever asks is told that nobody is there. */
export async function providerPlace() {
  let answer = (_: IncomingMessage, response: ServerResponse): void => void response.writeHead(502).end()
  const server = createServer((request, response) => answer(request, response)).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    open: (options: Options) => {
      answer = serve(issuer, options)
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

function serve(issuer: string, { returnTo, claims }: Options) {
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [returnTo],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    claims: { openid: ['sub', 'acr', 'amr'], email: ['email', 'email_verified'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['only in this test'] },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, ...claims[id] }),
    }),
    loadExistingGrant: async ({
      oidc,
    }: {
      oidc: { client: { clientId: string }; session: { accountId: string } }
    }) => {
      const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
      grant.addOIDCScope('openid email')
      await grant.save()
      return grant
    },
  })
  const pages = provider.callback()

  async function interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') {
      response.setHeader('content-type', 'text/html')
      response.end('<form method="post"><input name="who"><input name="amr"><button>in</button></form>')
      return
    }
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const said = new URLSearchParams(Buffer.concat(chunks).toString())
    const amr = said.get('amr')?.split(' ').filter(Boolean)
    const login = { accountId: said.get('who'), ...(amr && amr.length > 0 && { amr }) }
    await provider.interactionFinished(request, response, { login })
  }

  return (request: IncomingMessage, response: ServerResponse): void => {
    if (!request.url?.startsWith('/interaction/')) return pages(request, response)
    interact(request, response).catch(() => response.writeHead(500).end())
  }
}
