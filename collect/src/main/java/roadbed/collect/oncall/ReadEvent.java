package roadbed.collect.oncall;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * An event of a calendar that was read.
 *
 * @param from when it begins
 * @param until when it ends; later than it begins
 * @param day the first day, where the event has days rather than times
 * @param lastDay the last day, where it has days
 * @param summary its title; may be empty
 * @param person the mail address of who attends it, or organises it
 */
public record ReadEvent(
    Instant from, Instant until, Optional<LocalDate> day, Optional<LocalDate> lastDay, String summary, Optional<String> person) {}
