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
}
