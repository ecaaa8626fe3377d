using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Rimuru.Core.Errors;
using Rimuru.Core.Records;

namespace Rimuru.Core.Tests.Records;

public sealed class NanoUsdTests
{
    private static readonly long[] Edges =
    [
        0,
        1,
        -1,
        500_000_000,
        1_000_000_000,
        long.MaxValue / 2,
        long.MaxValue / 2 + 1,
        long.MinValue / 2 - 1,
        long.MaxValue - 1,
        long.MaxValue,
        long.MinValue,
    ];

    private static readonly Gen<long> Amounts = Gen.OneOf(
        Gen.Elements(Edges),
        Gen.Choose(0, int.MaxValue - 1).Select(seed => new Random(seed).NextInt64(long.MinValue, long.MaxValue)),
        Gen.Choose(-9999, 9999).Select(cents => cents * 10_000_000L)
    );

    private static readonly Gen<(long A, long B)> Pairs = from a in Amounts from b in Amounts select (a, b);

    [Fact]
    public void Sums_are_exact_or_an_error() =>
        Prop.ForAll(
                Arb.From(Pairs),
                pair =>
                {
                    Same((BigInteger)pair.A + pair.B, () => new NanoUsd(pair.A) + new NanoUsd(pair.B));
                    Same((BigInteger)pair.A - pair.B, () => new NanoUsd(pair.A) - new NanoUsd(pair.B));
                }
            )
            .Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Every_amount_comes_back_from_its_dollars() =>
        Prop.ForAll(
                Arb.From(Amounts),
                value =>
                {
                    new NanoUsd(value).Usd.ShouldBe(value / 1_000_000_000m);
                    NanoUsd.FromUsd(new NanoUsd(value).Usd).ShouldBe(new NanoUsd(value));
                }
            )
            .Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Theory]
    [InlineData("0.0000000005", 0)]
    [InlineData("0.0000000015", 2)]
    [InlineData("0.0000000025", 2)]
    [InlineData("-0.0000000015", -2)]
    [InlineData("-0.0000000025", -2)]
    [InlineData("0.00000000250000000000000001", 3)]
    [InlineData("9223372036.854775807", long.MaxValue)]
    [InlineData("-9223372036.854775808", long.MinValue)]
    public void Dollars_are_rounded_half_even(string usd, long value) => NanoUsd.FromUsd(Parsed(usd)).ShouldBe(new NanoUsd(value));

    [Theory]
    [InlineData("9223372036.854775808")]
    [InlineData("-9223372036.854775809")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("-79228162514264337593543950335")]
    public void More_dollars_than_a_ledger_holds_are_an_error(string usd)
    {
        NanoUsd.TryFromUsd(Parsed(usd)).ShouldBeNull();
        Should.Throw<RimuruException>(() => NanoUsd.FromUsd(Parsed(usd))).Code.ShouldBe(ErrorCodes.CostTooLarge);
    }

    [Fact]
    public void Sums_of_records_are_exact_or_an_error()
    {
        Sums sums = Sums.Of(1, default, 0, new NanoUsd(long.MaxValue), CostStatus.Calculated, 0);
        sums.Add(Sums.Of(1, default, 0, new NanoUsd(1), CostStatus.Calculated, 0), -1);
        sums.CostNano.ShouldBe(new NanoUsd(long.MaxValue - 1));
        sums.Add(Sums.Of(1, default, 0, new NanoUsd(1), CostStatus.Calculated, 0));
        Should
            .Throw<RimuruException>(() => sums.Add(Sums.Of(1, default, 0, new NanoUsd(1), CostStatus.Calculated, 0)))
            .Code.ShouldBe(ErrorCodes.CostTooLarge);
    }

    private static decimal Parsed(string usd) => decimal.Parse(usd, CultureInfo.InvariantCulture);

    private static void Same(BigInteger expected, Func<NanoUsd> sum)
    {
        if (expected >= long.MinValue && expected <= long.MaxValue)
            sum().ShouldBe(new NanoUsd((long)expected));
        else
            Should.Throw<RimuruException>(() => sum()).Code.ShouldBe(ErrorCodes.CostTooLarge);
    }
}
