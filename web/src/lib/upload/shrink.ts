/**
 * Makes a large photo smaller before it is sent: a fifth of the bytes on a slow network, and its place and camera never
 * leave the phone. What this browser cannot read is sent as it is; the server decides.
 */

const LARGE = 1_000_000
const SIDE = 2_560

export async function shrink(file: File): Promise<Blob> {
  // Only iPhones can read HEIC, and only they make it.
  const isHeic = /^image\/hei[cf]$/.test(file.type)
  if (!isHeic && (!/^image\/(?:jpeg|png|webp)$/.test(file.type) || file.size < LARGE)) return file
  try {
    const picture = await createImageBitmap(file)
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    const context = canvas.getContext('2d')!
    context.fillStyle = '#fff'
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.85))
    // Phones have little memory: give it back at once.
    canvas.width = 0
    return made && (isHeic || made.size < file.size) ? made : file
  } catch {
    return file
  }
}
