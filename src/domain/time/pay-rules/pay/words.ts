/** Minutes as hours, `12.25 h`; hours that cents of an hour do not hold, to the minute: `7:20 h`. */
export const hoursText = (minutes: number): string =>
  (minutes * 5) % 3 === 0
    ? `${(minutes / 60).toFixed(2)} h`
    : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')} h`;
