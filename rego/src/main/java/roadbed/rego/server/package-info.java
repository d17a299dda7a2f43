/**
 * The REST API of the Open Policy Agent over a store of policies and data: a request record comes in, a response record
 * goes out.
 *
 * <p>Knows nothing of sockets, threads, files or the network; whoever listens builds requests and writes responses.
 */
@NullMarked
package roadbed.rego.server;

import org.jspecify.annotations.NullMarked;
