// Writes findings for people: what is wrong first, then where, the same fault on many pages once.

/**
 * Text for the findings of one folder, `[{ page, rule, view, what, where }]`.
 * A fault that shows on many pages or in several views is told once, with the first place on each of a few pages.
 */
export function describe(findings, mark, places = 3) {
  const faults = new Map();
  for (const finding of findings) {
    const key = `${finding.rule}\0${finding.what}`;
    if (!faults.has(key)) faults.set(key, []);
    faults.get(key).push(finding);
  }
  const lines = [];
  for (const group of faults.values()) {
    lines.push(`  ${mark} ${group[0].rule}: ${group[0].what}`);
    const seen = new Set();
    const onePerPage = group.filter(({ page }) => !seen.has(page) && seen.add(page));
    for (const { page, view, where } of onePerPage.slice(0, places)) {
      lines.push(`      /${page}${view && ` (${view})`}${where && `  ${where.slice(0, 200)}`}`);
    }
    if (group.length > places) lines.push(`      ${group.length} times in all, on ${seen.size} pages`);
  }
  return lines.join('\n');
}
