/** A place on the earth, in degrees. */
export interface Coordinates {
  latitude: number;
  longitude: number;
}

const earthMiles = 3_958.7613;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Miles between two places as the crow flies (haversine, mean radius of the earth). */
export function milesBetween(one: Coordinates, other: Coordinates): number {
  const half = (from: number, to: number) => Math.sin(radians(to - from) / 2) ** 2;
  const along =
    half(one.latitude, other.latitude) +
    Math.cos(radians(one.latitude)) *
      Math.cos(radians(other.latitude)) *
      half(one.longitude, other.longitude);
  return 2 * earthMiles * Math.asin(Math.min(1, Math.sqrt(along)));
}
