/**
 * Exports of code hosts: what the REST interfaces of GitHub and GitLab answer of organisations, groups, repositories,
 * branch protection, rulesets and members, as files.
 *
 * <p>Knows nothing of how they were fetched.
 */
@NullMarked
package roadbed.collect.codehost;

import org.jspecify.annotations.NullMarked;
