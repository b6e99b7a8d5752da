/// Decides the bytes of results, with the input.
package let programVersion = "0.1.0"
