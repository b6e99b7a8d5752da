// Operations on vectors of doubles, each one instruction where the processor has vectors of that length. Swift's own arithmetic on
// vectors is a loop over the lanes, which its optimiser turns back into one instruction most of the time and not always.
#pragma once

#define LANES_INLINE static inline __attribute__((always_inline))

#define LANES_OF(count) \
  typedef double lanes##count __attribute__((ext_vector_type(count))); \
  typedef long long mask##count __attribute__((ext_vector_type(count))); \
  typedef unsigned long long bits##count __attribute__((ext_vector_type(count))); \
  LANES_INLINE lanes##count lanes##count##_add(lanes##count a, lanes##count b) { return a + b; } \
  LANES_INLINE lanes##count lanes##count##_subtract(lanes##count a, lanes##count b) { return a - b; } \
  LANES_INLINE lanes##count lanes##count##_multiply(lanes##count a, lanes##count b) { return a * b; } \
  LANES_INLINE lanes##count lanes##count##_divide(lanes##count a, lanes##count b) { return a / b; } \
  LANES_INLINE lanes##count lanes##count##_negate(lanes##count a) { return -a; } \
  LANES_INLINE mask##count lanes##count##_less(lanes##count a, lanes##count b) { return (mask##count)(a < b); } \
  /* a where the mask is set (all ones), b where it is 0 */ \
  LANES_INLINE lanes##count lanes##count##_select(mask##count mask, lanes##count a, lanes##count b) { \
    return (lanes##count)((mask & (mask##count)a) | (~mask & (mask##count)b)); \
  } \
  /* on the lanes' bits as integers */ \
  LANES_INLINE lanes##count lanes##count##_bits_add(lanes##count a, unsigned long long b) { \
    return (lanes##count)((bits##count)a + b); \
  } \
  LANES_INLINE lanes##count lanes##count##_bits_and(lanes##count a, unsigned long long b) { \
    return (lanes##count)((bits##count)a & b); \
  } \
  LANES_INLINE lanes##count lanes##count##_bits_or(lanes##count a, unsigned long long b) { \
    return (lanes##count)((bits##count)a | b); \
  } \
  LANES_INLINE lanes##count lanes##count##_bits_left(lanes##count a, int by) { \
    return (lanes##count)((bits##count)a << (unsigned long long)by); \
  } \
  LANES_INLINE lanes##count lanes##count##_bits_right(lanes##count a, int by) { \
    return (lanes##count)((bits##count)a >> (unsigned long long)by); \
  }

LANES_OF(2)
LANES_OF(4)
LANES_OF(8)
