/**
 * Looks into the repositories of Terraform modules: whether they have tests, and whether they run checks of policy. Knows
 * names of test files and of tools, and nothing of what the modules declare or who calls them.
 */
@NullMarked
package roadbed.collect.repository;

import org.jspecify.annotations.NullMarked;
