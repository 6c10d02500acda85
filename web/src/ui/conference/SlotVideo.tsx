import { useEffect, useRef, useState } from 'react';
import styles from './SlotVideo.module.css';

/**
 * A muted picture. It stays hidden until the first frame has come, so that what is behind it (an
 * avatar) is seen meanwhile. Give it a key that changes with the source.
 */
export function SlotVideo(props: {
  stream(): MediaStream | null;
  fit?: 'cover' | 'contain';
  mirrored?: boolean;
}) {
  const video = useRef<HTMLVideoElement>(null);
  const [shows, setShows] = useState(false);
  const { stream } = props;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the stream
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    element.srcObject = stream();
    return () => {
      element.srcObject = null;
    };
  }, []);

  return (
    <video
      ref={video}
      className={styles.video}
      data-shows={shows}
      data-fit={props.fit ?? 'cover'}
      data-mirrored={props.mirrored ?? false}
      onLoadedData={() => setShows(true)}
      autoPlay
      muted
      playsInline
      disablePictureInPicture
    />
  );
}
