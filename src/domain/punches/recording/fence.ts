import { milesBetween } from '../../shifts/index.ts';
import type { Fence } from '../store/assignments.ts';

const metersPerMile = 1_609.344;

/** How far from the facility something was done, in whole meters, and whether that is too far; null: not to be told. */
export function distanceFrom(
  fence: Fence | undefined,
  location: { latitude: string; longitude: string } | null | undefined,
): { distanceMeters: number | null; isOutsideGeofence: boolean | null } {
  if (!location || !fence || fence.latitude === null || fence.longitude === null)
    return { distanceMeters: null, isOutsideGeofence: null };
  const { latitude, longitude, geofenceMeters } = fence;
  const there = { latitude: Number(location.latitude), longitude: Number(location.longitude) };
  const distanceMeters = Math.round(milesBetween({ latitude, longitude }, there) * metersPerMile);
  return {
    distanceMeters,
    isOutsideGeofence: geofenceMeters === null ? null : distanceMeters > geofenceMeters,
  };
}
