/**
 * The main job: files to collection, inventory, verdicts, cost, KPIs, evidence and report. Puts the stages
 * together and has no rules of its own.
 */
@NullMarked
package roadbed.app.scan;

import org.jspecify.annotations.NullMarked;
