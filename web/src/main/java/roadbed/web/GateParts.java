package roadbed.web;

import roadbed.assess.policy.ExceptionStore;
import roadbed.assess.policy.gate.DecisionStore;

/**
 * What the pages of the gates ask.
 *
 * @param exceptions who may fail what until when
 * @param decisions what gates decided, and what people said of it
 */
public record GateParts(ExceptionStore exceptions, DecisionStore decisions) {}
