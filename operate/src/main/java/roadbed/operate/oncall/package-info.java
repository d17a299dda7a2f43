/**
 * Who is on call when: rotations, restrictions, layers, overrides and absences become spans of time with one person
 * each. Everything is decided by wall clocks in a zone and told in instants. It knows nothing of alerts, calendars'
 * formats and messages.
 */
@NullMarked
package roadbed.operate.oncall;

import org.jspecify.annotations.NullMarked;
