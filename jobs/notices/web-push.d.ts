declare module 'web-push' {
  /** The little of it that is used; the package brings no types. */
  export type RequestDetails = {
    method: string
    headers: Record<string, string | number>
    body: Buffer | null
    endpoint: string
  }
  const webpush: {
    generateRequestDetails(
      subscription: { endpoint: string; keys: { p256dh: string; auth: string } },
      payload: string,
      options: {
        TTL: number
        topic?: string
        urgency?: string
        vapidDetails: { subject: string; publicKey: string; privateKey: string }
      },
    ): RequestDetails
  }
  export default webpush
}
