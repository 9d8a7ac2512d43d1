/**
 * Photos are made anew: decoded, turned upright, brought to sRGB, made no larger than needed, and encoded again. So
 * nothing comes along that is not the picture: no place, camera, author, thumbnail, comment, profile, no second file
 * behind the first.
 */

import sharp from 'sharp'
import { type FileRefusal, limits, type Type } from './kinds.ts'

export type Photo = { type: Type; bytes: Buffer; preview: Buffer }

// Only what is let in is ever decoded, whatever a file says of itself: other decoders are shut for this process.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'],
})
sharp.cache(false)

const LONGEST_SECONDS = 30

// Each holds a picture's pixels: more than two at once would add up.
let free = 2
const line: (() => void)[] = []

/** Makes a photo anew, with a small preview (WebP). */
export async function remakePhoto(bytes: Buffer): Promise<Photo | { refusal: FileRefusal }> {
  if (free > 0) free--
  else await new Promise<void>((go) => line.push(go))
  try {
    return await remake(bytes)
  } finally {
    const next = line.shift()
    if (next) next()
    else free++
  }
}

async function remake(bytes: Buffer): Promise<Photo | { refusal: FileRefusal }> {
  const options = { limitInputPixels: limits.pixels, failOn: 'error', sequentialRead: true } as const
  try {
    const head = await sharp(bytes, { ...options, limitInputPixels: false }).metadata()
    const { width, height, pages = 1 } = head
    // A moving picture is decoded one picture at a time, and only the first is wanted.
    if (width * (head.pageHeight ?? height / pages) > limits.pixels) return { refusal: 'too-many-pixels' }
    const fitted = { fit: 'inside', withoutEnlargement: true } as const
    const upright = sharp(bytes, options)
      .timeout({ seconds: LONGEST_SECONDS })
      .autoOrient()
      .resize(limits.side, limits.side, fitted)
      .toColourspace('srgb')
    // A PNG is a screenshot or has see-through parts: JPEG would blur the one, and has not the other.
    const isDrawn = head.format === 'png' || head.hasAlpha
    const made = isDrawn
      ? await upright.webp({ quality: 84 }).toBuffer()
      : await upright.jpeg({ quality: 84 }).toBuffer()
    const preview = await sharp(made, options)
      .resize(limits.previewSide, limits.previewSide, fitted)
      .webp({ quality: 70 })
      .toBuffer()
    return { type: isDrawn ? 'image/webp' : 'image/jpeg', bytes: made, preview }
  } catch (fault) {
    if (/pixel limit/.test(String(fault))) return { refusal: 'too-many-pixels' }
    return { refusal: 'damaged' }
  }
}
