namespace RandomLandscapes.Simulation.Networks.Data;

/// <summary>Texts written for this program, so that language models run without a file.</summary>
public static class ProjectTexts
{
    /// <summary>Three sentences in 24 symbols, the last one with a blank after it.</summary>
    public const string Sentences =
        "a loss surface is a map from weights to error. at a saddle the slope is zero and the curvature has both signs. in many dimensions a minimum is rare and a saddle is common. ";

    /// <summary>A short walk, about 1500 characters in lower case.</summary>
    public const string Walk =
        "we set out before the sun was over the ridge. the path went down first, as paths in the hills often do, along a stream that knew the way better than the map. "
        + "where two streams met the ground was flat and wet, and nobody could say which way was down. my friend laid a ball on the grass and it stayed where it was. "
        + "so this is a resting place, she said, but not the bottom: if we go left we climb, and if we go on we fall. we went on. "
        + "by noon there was fog. with nothing to see we felt the slope with our feet and took the steepest step each time, and each time the step was shorter. "
        + "at last every step led up, a little, and we sat down and called it the valley. when the fog lifted we saw another valley beyond the next pass, deeper and greener than ours, with a lake in it. "
        + "an old man came by with a dog and we asked him how many such valleys there were. he laughed. in my village, he said, we count the passes, for they are what you have to know. "
        + "there are more passes than peaks and more passes than valleys, and the higher you are, the more ways lead down. it is only near the sea that all ways lead up. "
        + "we thought of that on the way home. in a land with two directions a traveller who stands still has four kinds of ground under him. in a land with a hundred he may stand still all his life, and at nearly every place he stands there is a way down that he has not tried.";
}
