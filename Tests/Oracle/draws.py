"""The random numbers `equipoise-1`, written from their description in Sampling.md: an oracle for the draws of every design.

    python3 draws.py SEED PATH METHOD RUNS DIMENSION     the uniform numbers of one input, one a line

Sobol' points need SciPy, from whose direction numbers they are made.
"""
import math
import sys

MASK = (1 << 64) - 1
DRAW, JITTER, PERMUTATION, SCRAMBLE, DIGITS = range(5)


def fnv1a(text):
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = (value ^ byte) * 0x100000001B3 & MASK
    return value


def threefry(counter, key, rounds=20):
    rotations = (16, 42, 12, 31, 16, 32, 24, 21)
    keys = (*key, 0x1BD11BDAA9FC1A22 ^ key[0] ^ key[1])
    x = [(counter[i] + keys[i]) & MASK for i in (0, 1)]
    for number in range(rounds):
        rotation = rotations[number % 8]
        x[0] = (x[0] + x[1]) & MASK
        x[1] = ((x[1] << rotation | x[1] >> (64 - rotation)) & MASK) ^ x[0]
        if number % 4 == 3:
            part = number // 4 + 1
            x[0] = (x[0] + keys[part % 3]) & MASK
            x[1] = (x[1] + keys[(part + 1) % 3] + part) & MASK
    return tuple(x)


def splitmix(key, index):
    z = (key + index * 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ z >> 27) * 0x94D049BB133111EB) & MASK
    return z ^ z >> 31


def unit(bits):
    return ((bits >> 12) + 0.5) * 2.0**-52


class Input:
    def __init__(self, seed, path):
        self.key = (seed, fnv1a(path))

    def block(self, counter, purpose):
        return threefry((counter, purpose), self.key)

    def uniform(self, counter, purpose):
        return unit(self.block(counter, purpose)[0])

    def montecarlo(self, runs, _):
        return [self.uniform(i, DRAW) for i in range(runs)]

    def permuted(self, i, runs):
        a = math.isqrt(runs - 1) + 1
        b = -(-runs // a)
        keys = [half for number in range(6) for half in self.block(number, PERMUTATION)]
        while True:
            left, right = divmod(i, b)
            for number in range(0, 12, 2):
                left = (left + (splitmix(keys[number], right) * a >> 64)) % a
                right = (right + (splitmix(keys[number + 1], left) * b >> 64)) % b
            i = left * b + right
            if i < runs:
                return i

    def lhs(self, runs, _):
        return [(self.permuted(i, runs) + self.uniform(i, JITTER)) / runs for i in range(runs)]

    def sobol(self, runs, dimension):
        from scipy.stats import qmc

        directions = [int(v) for v in qmc.Sobol(dimension + 1, scramble=False, bits=54)._sv[dimension]]
        key = self.block(0, SCRAMBLE)[0]
        draws = []
        for i in range(runs):
            digits = 0
            for k in range(54):
                if (i ^ i >> 1) >> k & 1:
                    digits ^= directions[k]
            scrambled = 0
            for place in range(54):  # from the highest digit
                depth = place // 6 * 6
                bits = splitmix(key, 1 << depth | digits >> (54 - depth))
                node = 1 << (place - depth) | (digits >> (54 - place)) & ((1 << (place - depth)) - 1)
                scrambled |= (digits >> (53 - place) & 1 ^ bits >> node & 1) << (53 - place)
            draws.append(unit(scrambled << 10))
        return draws

    def halton(self, runs, dimension):
        primes = [p for p in range(2, 10_000) if all(p % q for q in range(2, math.isqrt(p) + 1))]
        base = primes[dimension]
        count = next(k for k in range(1, 60) if base**k >= 2**53)
        orders = []
        for number in range(count):
            order = list(range(base))
            for i in range(base - 1, 0, -1):
                j = self.block(number << 32 | i, DIGITS)[0] * (i + 1) >> 64
                order[i], order[j] = order[j], order[i]
            orders.append(order)
        draws = []
        for i in range(runs):
            value = sum(orders[k][i // base**k % base] / base ** (k + 1) for k in range(count))
            draws.append(min(max(value + 0.5 / base**count, 2.0**-53), 1 - 2.0**-53))
        return draws


if __name__ == "__main__":
    seed, path, method, runs, dimension = sys.argv[1:]
    for draw in getattr(Input(int(seed), path), method)(int(runs), int(dimension)):
        print(repr(draw))
