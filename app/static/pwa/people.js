// who
export function enhance() {}
