package roadbed.web;

import roadbed.assess.policy.ExceptionStore;
import roadbed.assess.policy.gate.DecisionStore;
import roadbed.web.api.ExceptionDesk;
import roadbed.web.ui.Explanations;

/**
 * What the pages of the gates ask.
 *
 * @param exceptions who may fail what until when
 * @param decisions what gates decided, and what people said of it
 * @param desk takes in exceptions that people enter
 * @param explanations why a guardrail says of a resource what it says
 */
public record GateParts(
    ExceptionStore exceptions, DecisionStore decisions, ExceptionDesk desk, Explanations explanations) {}
