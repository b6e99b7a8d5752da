// What the processor can do.
#pragma once

// 1 if 256-bit vectors of doubles and integers may be used (AVX2), 0 if not.
int equipoise_has_avx2(void);

// 1 if 512-bit vectors may be used (AVX-512 as in x86-64-v4), 0 if not.
int equipoise_has_avx512(void);
