using Rimuru.Core.Formats;

namespace Rimuru.Core.Tests.Adapters;

/// <summary>Messages of Protocol Buffers that are damaged or lie about their lengths.</summary>
public sealed class AntigravityTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("0807", 7L)]
    [InlineData("08FFFFFFFFFFFFFFFFFF7F", -1L)] // more bits than a number has
    [InlineData("08FFFFFFFFFFFFFFFFFFFFFF01", null)] // a number without an end
    [InlineData("08070A", 7L)] // it ends behind a tag
    [InlineData("08070AFFFFFFFF0F00", 7L)] // a length beyond the end
    [InlineData("080708090F", 9L)] // the last one counts; then an unknown kind of field
    public void What_is_whole_is_read(string hex, long? number) => new ProtoMessage(Convert.FromHexString(hex)).Number(1).ShouldBe(number);

    [Fact]
    public void What_is_not_there_is_empty()
    {
        ProtoMessage empty = new ProtoMessage([]).Message(4).Message(9);
        empty.Bytes(1).Length.ShouldBe(0);
        empty.Number(1).ShouldBeNull();
    }

    [Theory]
    [InlineData("0A020102", new long[] { 1, 2 })]
    [InlineData("0A0201FF", new long[] { 1 })] // a number without an end
    [InlineData("0801", new long[0])] // not packed
    public void Packed_numbers_are_read_up_to_the_damage(string hex, long[] numbers) =>
        new ProtoMessage(Convert.FromHexString(hex)).Packed(1).ShouldBe(numbers);

    [Fact]
    public void Packed_numbers_without_end_take_no_memory() =>
        new ProtoMessage([0x0A, 0xFF, 0x7F, .. new byte[16383]]).Packed(1).Count.ShouldBe(4096);

    [Theory]
    [InlineData("0A010112000A0102", 2)]
    [InlineData("0A01010A05", 1)] // a length beyond the end
    [InlineData("", 0)]
    public void Repeated_messages_are_read_one_by_one(string hex, int count)
    {
        ProtoMessage message = new(Convert.FromHexString(hex));
        int at = 0,
            found = 0;
        while (message.TryNext(1, ref at, out _))
            found++;
        found.ShouldBe(count);
    }
}
