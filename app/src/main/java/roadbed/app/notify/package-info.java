/**
 * How a message travels: mail, Slack, Microsoft Teams, PagerDuty and signed webhooks. Every exchange is bounded in time and
 * size and follows no redirection, and no secret stands in what it says of itself. It knows nothing of who is told and why.
 */
@NullMarked
package roadbed.app.notify;

import org.jspecify.annotations.NullMarked;
