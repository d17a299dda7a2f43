package roadbed.model.calendar;

import java.time.Instant;

/**
 * Something in a calendar.
 *
 * @param uid the same for the same thing every time that the calendar is written
 * @param from when it begins
 * @param until when it ends; not before it begins
 * @param summary one line for people
 * @param description more for people; may be empty
 */
public record CalendarEvent(String uid, Instant from, Instant until, String summary, String description) {}
